/// English replies, plain and polite.
enum EnglishReplyForms {
  private static let table = asked + "\n" + told
  static let all = ReplyForm.table(table)
  static var lines: Int { table.split(separator: "\n").count }

  private static let asked = """
    accept request: [Sure/Yes, of course/Will do/No trouble], {promise} | [Of course/Yes, of course/Gladly], {promise}
    accept request: No problem, {promise} | Certainly, {promise}
    accept request: Yep, {promise} | Yes, {promise}
    accept request: On it, {promise} | {promise}, of course
    accept request: I'll sort {thing} | I'll take care of {thing}
    accept request: Sure, {thing}(is) on my list | Of course, I'll see to {thing}
    accept request: I'll bring {item} | I'll bring {item} with me
    accept request: I'll get {food} | I'd be happy to bring {food}
    accept request: I'll send {document} over | I'll send {document} over shortly
    accept request: Leave {matter} with me | Please leave {matter} with me
    accept request: I can do it by {due} | I'll have it done by {due}
    decline request: I can't get to {thing} this time, sorry | I'm afraid I can't manage {thing} this time
    decline request: Could somebody else take {thing}? | Could someone else possibly take {thing}?
    decline request: {due} is a bit tight for me | I'm afraid {due} is a little tight for me
    decline request: Not sure I can get to {thing} today | I may not get to {thing} today, I'm sorry
    ask request: When do you need {thing} by? | When would you need {thing} by?
    ask request: Where should I send {document}? | Where would you like me to send {document}?
    ask request: How much of {food} do you want? | How much of {food} would you like?
    ask request: Anything else besides {thing}? | Is there anything else besides {thing}?
    ask request: Is {due} soon enough? | Would {due} be soon enough?
    ask request: Where did you last see {item}? | Could you tell me where {item}(is)?
    later request: I'll look at {thing} later today | I'll look at {thing} later today
    later request: Give me a bit and I'll get to {thing} | Give me a little time and I'll get to {thing}
    later request: [Let me check about {thing} first/I'll have a look at {thing} and tell you/Let me see about {thing} first] | [Let me check about {thing} and come back to you/Let me see about {thing} and tell you]
    accept proposal: Yes, {together} | Yes, {together}
    accept proposal: I'm in, {together} | That sounds lovely, {together}
    accept proposal when gathering: [{time} works for me/{time} is good for me/I can do {time}/{time} suits me] | [{time} works well for me/{time} suits me well/I can do {time}, thank you]
    accept proposal gathering when: [See you/Great, see you/Can't wait, see you/Perfect, see you] {moment} | [I'll see you/Lovely, I'll see you/Wonderful, see you] {moment}
    accept proposal when: {time} is perfect | {time} would be perfect
    accept proposal gathering: I'm in for {event} | I'd love to come to {event}
    accept proposal gathering: Count me in for {event} | Please count me in for {event}
    accept proposal how: [{thing}(sounds) good to me/I like the sound of {thing}/Yes, let's do {thing}] | [{thing}(sounds) good to me/I like the sound of {thing}]
    accept proposal: Yes to {food} | Yes please to {food}
    decline proposal when gathering ability: [{time} is no good for me, sorry/Can't do {time}, sorry/I'm busy {time}, sorry] | [I'm afraid {time} doesn't work for me/I'm afraid I can't do {time}]
    decline proposal gathering: I'll have to skip {event} this time | I'm afraid I have to miss {event} this time
    decline proposal how: [I'd rather not do {thing}/I'll pass on {thing}/Not keen on {thing}, sorry] | [I'd rather not do {thing}, if that's all right/I'll pass on {thing}, thank you]
    decline proposal gathering: Might not make it {moment} | I may not be able to make it {moment}
    ask proposal gathering when: [Could we do it a bit later than {clock}?/Any chance of later than {clock}?/Is {clock} fixed?] | [Would a little later than {clock} be possible?/Is {clock} fixed?]
    ask proposal gathering when: Any other day besides {day}? | Would another day besides {day} be possible?
    ask proposal gathering: Who else is coming to {event}? | May I ask who else is coming to {event}?
    ask proposal gathering: What should I bring to {event}? | Is there anything I should bring to {event}?
    ask proposal gathering: How long will {event} take? | How long will {event} take?
    ask proposal gathering: What time {day}? | What time {day} would suit you?
    ask proposal gathering where: Should we meet at {place}? | Shall we meet at {place}?
    ask proposal gathering: Where are we meeting {moment}? | Where shall we meet {moment}?
    later proposal gathering when ability: [Let me check about {time} and get back to you/Let me see if I can do {time}/Checking my diary for {time}] | [Let me check about {time} and come back to you/Let me see whether I can do {time}]
    later proposal gathering: I'll let you know about {event} tonight | I'll let you know about {event} by tonight
    later proposal how: [Let me think about {thing}/I need to think about {thing}/Give me a day to think about {thing}] | Let me think about {thing} and come back to you
    accept permission: Sure, {allowed} | Of course, {allowed}
    accept permission: Yes, {allowed} | Yes, {allowed}
    accept permission: {thing}(is) fine by me | {thing}(is) fine with me
    accept permission: {time} is fine | {time} is fine
    decline permission: Could you leave {thing} for now? | Would you mind leaving {thing} for now?
    decline permission: I'd rather keep {thing} as it is | I'd prefer to keep {thing} as it is
    ask permission: When do you need {thing}? | When would you need {thing}?
    ask permission: How long do you need {item} for? | How long would you need {item} for?
    later permission: Let me check about {thing} first | Let me check about {thing} first
    accept choice: {first} for me | {first} for me, please
    accept choice: I'd go with {first} | I would go with {first}
    decline choice: {second} for me | {second} would suit me better
    decline choice: Rather {second} than {first} | I'd prefer {second} to {first}
    ask choice: Which is easier for you, {first} or {second}? | Which is easier for you, {first} or {second}?
    later choice: Can't decide between {first} and {second} yet | May I think about {first} and {second} a little longer?
    accept offer: Yes, {allowed} | Yes, {allowed}
    accept offer: That would be great, {thing} would help | That would be very kind, {thing} would help
    thank offer: Thanks for offering about {thing} | Thank you for offering about {thing}
    decline offer: No need, I've got {thing} | No need, thank you, I can manage {thing}
    ask offer: Are you sure about {thing}? | Are you sure {thing}(is) no trouble?
    later offer: I'll shout if I need {thing} | I'll let you know if I need {thing}
    accept yesNo ability: [Yes/Yeah/Indeed], {affirmed} | [Yes/Yes indeed], {affirmed}
    accept yesNo ability: Yep, {affirmed} | Yes, {affirmed}, thank you for asking
    decline yesNo ability: No, {refused} | I'm afraid {refused}
    accept yesNo: Yes, {thing}(is) [fine/good/ok by me] | Yes, {thing}(is) [fine with me/quite all right]
    accept ability: Yes, {time} is good | Yes, {time} is good for me
    accept yesNo: [Yes to {thing}/I'd say yes to {thing}/{thing}, yes please] | [Yes please, {thing} would be good/Yes, I'd like {thing}]
    decline yesNo: [Not {thing}, no/Anything but {thing}/No, I'd leave {thing}] | [I'm afraid not {thing}/I'd rather leave {thing}]
    decline yesNo: [No, not with {thing} yet/Haven't got to {thing} yet/Not there yet with {thing}] | [Not yet with {thing}, I'm afraid/I haven't got to {thing} yet, I'm afraid]
    ask yesNo ability: [Why, what's up with {thing}?/Why, is something wrong with {thing}?/Do you mean {thing}?] | [May I ask why, about {thing}?/Is something wrong with {thing}?]
    ask yesNo what: What [do you need/do you want/exactly do you need] to know about {thing}? | What [would you like/would you need] to know about {thing}?
    later yesNo ability what howMuch: [Let me check {thing} and get back to you/I'll check {thing} and let you know/Give me a minute to check {thing}] | [Let me check {thing} and come back to you/I'll check {thing} and let you know]
    later yesNo what who: [Not sure about {thing}, I'll find out/No idea about {thing} yet, will ask/I'd have to ask about {thing}] | [I'm not sure about {thing}, I'll find out for you/I would have to ask about {thing}]
    accept when: {time} suits me | {time} would suit me
    later when: I'll let you know when I know about {thing} | I'll let you know as soon as I know about {thing}
    ask when: When suits you for {thing}? | When would suit you for {thing}?
    later manner: I'll find out how {thing} works | I'll find out about {thing} and tell you
    ask manner: What's easiest for you with {thing}? | What would be easiest for you with {thing}?
    acknowledge manner: No idea about {thing}, to be honest | I'm not sure about {thing} myself
    acknowledge when: No date yet for {thing} | There is no date for {thing} yet
    accept where: Let's say {place} | Shall we say {place}?
    later where: I'll look for {thing} and tell you | I'll look for {thing} and let you know
    acknowledge where: No idea where {thing}(is) | I'm afraid I don't know where {thing}(is)
    ask where: Is {place} easy for you? | Would {place} be easy for you?
    accept what whichOne: {food} for me | {food} for me, please
    accept what whichOne how: I'm easy, {thing}(is) fine | I don't mind, {thing}(is) fine
    ask what whichOne how: [What do you think about {thing}?/What would you do about {thing}?/Any thoughts on {thing}?] | [What do you think about {thing}?/What would you do about {thing}?]
    ask what whichOne: What are the options for {thing}? | What are the options for {thing}?
    later what whichOne how why: Let me think about {thing} a bit | Let me think about {thing} a little
    acknowledge what who why: I haven't heard about {thing} either | I haven't heard about {thing} either
    later who: I'll ask around about {thing} | I'll ask around about {thing}
    accept who: I'll do {thing} | I can take {thing}
    ask who: Can you do {thing}? | Would you be able to do {thing}?
    accept howMuch: {amount} is fine | {amount} is fine with me
    later howMuch: I'll count and tell you about {thing} | I'll check and let you know about {thing}
    ask howMuch: How many people do we need {thing} for? | How many people will we need {thing} for?
    acknowledge how: {thing}(was) better than I thought | {thing}(was) better than I expected
    accept how: I like {thing} | I quite like {thing}
    decline how: Not sold on {thing} | I'm not quite convinced by {thing}
    ask why: Why, what happened to {thing}? | May I ask what happened to {thing}?
    react why: Long story about {thing} | It's a long story about {thing}
    later request proposal yesNo ability what when where howMuch: [Give me a sec, checking now/Hang on, having a look/One sec, let me look/Two minutes, I'll look/Checking, bear with me] | [Give me a moment, I'll check now/One moment, I'll have a look]
    accept request proposal: [Sure, will do/Yep, on it/Consider it done] | [Of course, I will/Certainly, I'll see to it]
    accept yesNo ability permission: [Yes, of course/Yep, no problem/Yeah, go for it] | [Yes, certainly/Yes, by all means]
    ask request proposal gathering: [What do you need from me?/What should I do?/How can I help?] | [What would you need from me?/How may I help?]
    decline request proposal yesNo: [Not this time, sorry/I can't, sorry/Sorry, I'll have to pass/Can't manage it, sorry/I'd love to but I can't] | [I'm afraid not this time/I'm afraid I'll have to pass]
    later what whichOne how who why: [Let me think and get back to you/Good question, let me think/Not sure yet, will tell you/Let me find out first/I'd have to check] | [Let me think and come back to you/That's a good question, let me think]
    """

  private static let told = """
    thank promise: [Thanks for sorting {thing}/Thanks for dealing with {thing}/You're a star for sorting {thing}] | [Thank you for taking care of {thing}/Thank you for seeing to {thing}]
    thank promise: Great, looking forward to {event} | Wonderful, I look forward to {event}
    thank promise: Cheers, {food} will be very welcome | Thank you, {food} will be very welcome
    acknowledge promise: Ok, I'll be ready {moment} | All right, I'll be ready {moment}
    acknowledge promise: [Perfect, I'll leave {thing} to you/Great, {thing}(is) all yours/Ok, I'll leave {thing} in your hands] | [Perfect, I'll leave {thing} with you/Thank you, I'll leave {thing} in your hands]
    ask promise: When will {thing} be ready? | When do you expect {thing} to be ready?
    ask promise: Want help with {thing}? | Would you like any help with {thing}?
    ask promise: Should I bring {item}? | Shall I bring {item}?
    ask promise: Can you send {document} over? | Could you send {document} over?
    accept promise: Then I'll get {food} | Then I'll get {food}
    later promise: Tell me if anything changes with {thing} | Please tell me if anything changes with {thing}
    accept gathering: [I'll be there {moment}/I'm coming {moment}/You can count on me {moment}] | [I'll be there {moment}/I will certainly come {moment}]
    accept announcement: I'll get it done by {due} | I'll have it ready by {due}
    accept gathering: I'll come to {place} then | I'll come to {place} then
    acknowledge announcement gathering: [Got it/Ok, got it/Right/Cheers, got it], {moment} | [Noted/Understood/Thank you, noted], {moment}
    acknowledge announcement inform: [Ok, I'll keep {thing} in mind/Right, I'll remember {thing}/Got it, I won't forget {thing}/Ok, {thing}(is) on my radar] | [Thank you, I'll keep {thing} in mind/Understood, I'll bear {thing} in mind/Thank you, I won't forget {thing}]
    acknowledge announcement gathering: [{day} is in my calendar/I've kept {day} free/{day} is in the diary] | [I've put {day} in my calendar/I've kept {day} free]
    thank announcement gathering: Thanks for the [heads up about/reminder about/news about/warning about] {thing} | Thank you for [letting me know about/the reminder about/the news about] {thing}
    thank announcement: Thanks for organising {event} | Thank you for organising {event}
    ask announcement inform: [Anything I should do about {thing}?/Do you need me for {thing}?/Want me to do anything about {thing}?] | [Is there anything I should do about {thing}?/Would you like me to do anything about {thing}?]
    ask announcement inform: Could {event} still change? | Might {event} still change?
    ask announcement: Could {time} still change? | Might {time} still change?
    ask inform: [Tell me more about {thing}?/What's the story with {thing}?/How's it going with {thing}?/Where are we with {thing}?] | [Could you tell me more about {thing}?/How are things going with {thing}?/Where do we stand with {thing}?]
    ask announcement: Do I need {item}? | Will I need {item}?
    accept payment: I'll send {amount} now | I'll send {amount} right away
    accept payment: {amount} is fine by me | {amount} is fine with me
    ask payment: Is {amount} all in? | Does {amount} include everything?
    ask payment: How should I pay {amount}? | How would you like me to pay {amount}?
    later payment: I'll send {amount} tonight | I'll transfer {amount} by tonight
    decline payment: {amount} is a bit much for me | {amount} is a little more than I can do
    acknowledge thanks: No worries, hope {thing}(helps) | You're welcome, I hope {thing}(helps)
    acknowledge thanks: Anytime, {thing}(was) nothing | My pleasure, {thing}(was) no trouble
    greet thanks: Any time, enjoy {food} | You're very welcome, enjoy {food}
    thank thanks: And thank you for {thing} | And thank you for {thing}
    ask thanks: Need anything else for {thing}? | Do you need anything else for {thing}?
    later thanks: Shout if {thing}(gives) you trouble | Do say if {thing}(gives) you any trouble
    comfort apology: [Don't worry about {thing}/Forget about {thing}, it's fine/No harm done with {thing}] | [Please don't worry about {thing}/There's no harm done with {thing}]
    comfort apology: It's fine, {thing} can wait | That's quite all right, {thing} can wait
    accept apology: {time} is fine too | {time} is fine too
    ask apology: So when will {thing} be then? | When would {thing} be then?
    ask apology: Can I help with {thing}? | Is there anything I can do about {thing}?
    decline apology: Next time tell me about {thing} sooner | Next time please tell me about {thing} a little sooner
    later apology: Let's talk about {thing} later | Let's talk about {thing} later
    cheer goodNews: So happy about {thing}, well done | I'm so pleased about {thing}, congratulations
    cheer goodNews: Congratulations on {thing} | Many congratulations on {thing}
    ask goodNews: How did {thing} happen? | How did {thing} come about?
    ask goodNews: When are we celebrating {thing}? | When shall we celebrate {thing}?
    react goodNews: Wow, {thing}(is) amazing | {thing}(is) wonderful news
    accept goodNews: {food} on me | {food}(is) on me
    comfort badNews: [Oh no, sorry about/Ugh, sorry about/Gutted for you about] {matter} | [I'm so sorry about/I'm sorry to hear about] {matter}
    comfort badNews: [Sorry, sounds rough with {thing}/What a pain with {thing}/That's no fun with {thing}] | [I'm sorry, that sounds hard with {thing}/What a nuisance with {thing}]
    comfort badNews: [That's rough about/Such a shame about/So annoying about] {thing} | [That must be hard, about/It's a shame about] {thing}
    ask badNews: [What happened to/What went wrong with/What's wrong with] {thing}? | May I ask what [happened to/went wrong with] {thing}?
    ask badNews: [Anything I can do about/Can I help with/Need a hand with] {thing}? | [Is there anything I can do about/May I help with] {thing}?
    accept badNews: I can help with {matter} | I'd be glad to help with {matter}
    react badNews: Oh no, not {item} | Oh dear, {item} of all things
    comfort ill: Hope {health}(gets) better soon | I hope {health}(is) better soon
    ask ill: Any better with {health}? | Does {health} feel any better today?
    accept ill: Don't worry about {thing}, just rest | Please don't worry about {thing}, just rest
    greet greeting: Hey, how are things with {thing}? | Hello, how are things with {thing}?
    ask greeting: Any news about {thing}? | Is there any news about {thing}?
    greet farewell: See you {moment}, safe trip | See you {moment}, have a safe trip
    greet farewell: Enjoy {event} | I hope you enjoy {event}
    thank farewell: Thanks for {thing}, sleep well | Thank you for {thing}, sleep well
    react photo: Love {thing} | {thing}(looks) lovely
    thank photo: Thanks for sending {thing} | Thank you for sending {thing}
    ask photo: Got any more of {thing}? | Do you have any more of {thing}?
    acknowledge photo: Got {document}, will look | I've got {document}, I'll have a look
    react joke: [Haha, {thing} though/Lol, {thing} of all things/Haha, not {thing} again] | [Ha, {thing} indeed/Ha, {thing} of all things]
    react joke: [I can't get over {thing}/Still laughing about {thing}/You're killing me with {thing}] | [I can't quite get over {thing}/I'm still smiling about {thing}]
    react inform: {food}(sounds) delicious | {food}(sounds) delicious
    react inform: Lucky you with {event} | How nice about {event}
    cheer inform: Good luck with {event} | Best of luck with {event}
    cheer inform: Good luck with {matter} | I wish you luck with {matter}
    acknowledge inform: [I didn't know about {thing}/First I've heard of {thing}/Nobody told me about {thing}] | [I hadn't heard about {thing}/That is the first I've heard of {thing}]
    acknowledge inform joke: [Fair point about/Good point about/You're right about/Can't argue with you about] {thing} | [That's a fair point about/That's a good point about/You're right about] {thing}
    acknowledge inform: [Good to know about {thing}/Glad you told me about {thing}/I was wondering about {thing}] | [That's good to know about {thing}/I'm glad you told me about {thing}]
    acknowledge inform announcement: [That makes sense with {thing}/Yeah, I see what you mean about {thing}/Figures, with {thing}] | [That makes sense, with {thing}/I see what you mean about {thing}]
    ask inform joke: [So what happened with {thing}?/So what's next with {thing}?/And what came of {thing}?] | [So what happened with {thing} in the end?/And what will happen with {thing} now?]
    ask inform: How was {event}? | How did {event} go?
    ask inform: When will {event} be? | When will {event} be?
    ask inform: Can I see {document}? | Could I have a look at {document}?
    ask inform: Where did you get {item}? | May I ask where you got {item}?
    ask inform: How do I get to {place}? | How would I get to {place}?
    ask inform: What's the plan for {matter}? | What is the plan for {matter}?
    ask inform: What's the plan for {event}? | What is the plan for {event}?
    ask inform: Do you need a hand with {item}? | Would you like a hand with {item}?
    ask inform: Do you need a hand with {matter}? | Would you like a hand with {matter}?
    accept inform: I can help with {matter} | I'd be glad to help with {matter}
    accept inform: I can help with {item} | I'd be glad to help with {item}
    accept inform: Let's go with {food} then | Then let's go with {food}
    accept inform: I'm up for {event} | I'd be glad to join for {event}
    accept inform: See you {moment} then | See you {moment} then
    accept inform: I'll bring {item} | I can bring {item}
    decline inform: Not sure about {matter} | I'm not quite sure about {matter}
    decline inform: Not sure about {event} | I'm not quite sure about {event}
    later inform: Let's talk about {event} tomorrow | Shall we talk about {event} tomorrow?
    later inform: Let's talk about {matter} later | Shall we talk about {matter} later?
    thank inform: [Thanks for telling me about/Thanks for the update on/Thanks for keeping me posted on] {thing} | [Thank you for telling me about/Thank you for the update on/Thank you for keeping me posted on] {thing}
    later inform: Let me think about {matter} | Let me think {matter} over
    thank inform: [Thanks for {thing}/Thanks again for {thing}/Cheers for {thing}] | [Thank you for {thing}/Thank you again for {thing}]
    acknowledge inform announcement promise: [Got it/Ok, got that/Right you are/Understood/Ok, good to know/Right, thanks for that] | [All right, noted/Understood, thank you/Very well, noted]
    thank promise announcement photo offer: [Thanks, really kind/Aw, thank you/You're the best, thanks/That's so good of you/Thanks a million] | [Thank you, that's very kind/That's very thoughtful, thank you]
    acknowledge inform promise announcement gathering: [Perfect, {will} then/Ok, {will} then/Great, so {will}] | [Perfect, so {will}/Wonderful, so {will}]
    ask inform promise announcement: [When do you think {will}?/Are you sure {will}?] | [When do you think {will}?/Are you sure {will}?]
    thank inform promise: [Thanks, good to know {will}/Thank you, glad {will}/Cheers, nice that {will}] | [Thank you, it's good to know {will}/Thank you, I'm glad {will}]
    react inform goodNews badNews apology announcement joke: [Oh, {did}?/Wait, {did}?/Hang on, {did}?] | [Oh, {did}?/Really, {did}?]
    thank inform promise announcement: [Thanks for saying {did}/Thanks for letting me know {did}/Good to hear {did}] | [Thank you for letting me know {did}/It's good to know {did}]
    acknowledge inform announcement apology: [Ok, so {did}/Right, so {did}/Got it, {did}] | [I see, so {did}/Understood, so {did}]
    react inform goodNews badNews announcement joke ill: [Oh, {doing}?/Wait, {doing}?/Really, {doing}?] | [Oh, {doing}?/Really, {doing}?]
    ask inform badNews announcement: [How come {doing}?/So {doing}, right?] | [May I ask how come {doing}?/How come {doing}?]
    acknowledge inform announcement promise: [Ok, so {doing}/Right, so {doing}/Got it, {doing}] | [I see, so {doing}/Understood, {doing}]
    ask inform badNews announcement: [Do you really have to {need}?/When do you have to {need}?/Could somebody help you {need}?] | [Do you really have to {need}?/May I help you {need}?]
    acknowledge inform badNews announcement: [Makes sense if you have to {need}/Ok, you go and {need}/No rush, {need} first] | [That makes sense if you have to {need}/Please {need} first, there's no rush]
    react inform goodNews badNews announcement joke: [Oh, {fact}?/Wait, {fact}?/Really, {fact}?] | [Oh, {fact}?/Really, {fact}?]
    acknowledge inform announcement gathering promise: [Ok, so {fact}/Right, so {fact}/Got it, {fact}] | [I see, so {fact}/Understood, {fact}]
    ask inform announcement badNews: [Are you sure {fact}?/Since when, {fact}?/So {fact}, right?] | [Are you sure {fact}?/So {fact}, is that right?]
    accept inform announcement promise: [Ok, {promise}/Yep, {promise}/Right, {promise}] | [All right, {promise}/Thank you, {promise}]
    ask inform request proposal yesNo what announcement gathering promise thanks apology goodNews badNews joke permission when where howMuch who payment choice ability offer: [Hang on, {word}?/Sorry, {word}?/Did you say {word}?/{word}? Really?] | [Sorry, {word}?/Did you say {word}?/Pardon, {word}?]
    acknowledge inform: [True enough/Very true/Can't disagree/No arguing with that/You have a point] | [That's true/I can't disagree/You have a point]
    acknowledge inform joke: [Same here, honestly/Me too, to be fair/I'm with you there/That makes two of us/You're not the only one] | [I feel the same/I'm with you there/That makes two of us]
    acknowledge inform: [I hear you/I get you/Yeah, I know what you mean/I know the feeling/I see where you're coming from] | [I quite understand/I know what you mean/I see where you're coming from]
    cheer inform joke: [You've got this/You'll smash it/Go on, you can do it] | [You're doing well/I'm sure you'll manage]
    acknowledge inform: [Makes sense to me/Sounds about right/Yep, that works/Seems right to me/I'd say so too] | [That makes sense to me/That sounds right to me/I would say so too]
    ask inform joke: [So what happens now?/Ok, what's the next step?/And now what?/Where does that leave us?/What do we do next?] | [So what happens now?/What would the next step be?/Where does that leave us?]
    ask inform badNews ill: [Can I help at all?/Need a hand?/Shout if you need me, ok?] | [Is there any way I can help?/May I help in any way?]
    later inform joke: [Tell me everything later/Save me the full story/Fill me in later] | [You must tell me more later/Do fill me in later]
    later apology: [Let's talk properly later/Talk later, ok?/Let's speak tonight] | [Shall we talk properly later?/May we speak about it later?]
    later inform: [I'll come back to you on that/Let me get back to you/Need to think, will text you] | [May I come back to you on that?/I'll come back to you shortly]
    later inform: [Let me sleep on it/Can I think it over?/I'll have a think about it/Let me mull it over/Give me a day on that] | [Let me sleep on it/May I think it over?/I would like to think it over]
    later inform: [I'll ring you about it/Can I call you about it later?/Let's talk when I'm free/I'll message you properly tonight/Can we talk about it later?] | [I'll ring you about it/May I call you about it later?/Shall we talk about it later?]
    later inform: [More when I know more/I'll keep you posted/Will update you later] | [I'll tell you when I know more/I'll keep you informed]
    thank promise: [You're a star, thanks/Legend, thank you/Thanks, that helps loads] | [You're very kind, thank you/That helps a great deal, thank you]
    ask promise: [How long do you think it'll take?/Any idea how long?/Will it take long?/Roughly when will that be?] | [How long do you think it will take?/Will it take long?/When do you expect that to be?]
    later promise: [Let me know when it's done/Tell me once it's done/Text me when you're finished/Shout when it's sorted] | [Please let me know when it's done/Do tell me once it's done/Please write when it's settled]
    cheer promise: [Take your time, no rush/No hurry at all/Whenever suits you/No stress, whenever you can] | [Please take your time, there's no rush/Whenever it suits you/There's no hurry at all]
    comfort badNews: [That's not your fault/Hang in there/You poor thing/Sending you a hug] | [I hope it gets easier/I'm thinking of you/Please look after yourself]
    comfort ill: Rest up and get well soon | Rest well and get better soon
    react joke: [You're ridiculous/You crack me up/I can't with you] | [You do make me laugh/You're very funny]
    react joke: [Haha stop it/Hahaha amazing/Lol, of course] | [Ha, very good/Ha, of course]
    react inform goodNews: [Oh wow, really?/No way, seriously?/Wait, what?] | [Oh, really?/Is that so?]
    ask inform badNews: [What happened?/How come?/What's going on?/How did that happen?] | [May I ask what happened?/How did that come about?/What was the matter?]
    cheer goodNews: [Amazing, congratulations/Yesss, well done/Brilliant news, so pleased] | [That's wonderful, congratulations/What wonderful news]
    comfort badNews ill: [So sorry to hear that/Oh no, that's awful/Ah, poor you] | [I'm so sorry to hear that/That must be hard]
    comfort apology: [It's fine, honestly/No stress at all/Don't even think about it] | [That's quite all right/Please think nothing of it]
    acknowledge thanks: [No worries at all/Happy to help/Any time] | [You're most welcome/My pleasure]
    greet greeting: [Hey, how are you?/Hey, how's it going?/Hi, all good with you?] | [Hello, how are you?/Hello, I hope you are well]
    greet farewell: [Safe trip/Get home safe/See you soon/Speak soon] | [Have a safe trip/See you soon/Take care]
    """
}
