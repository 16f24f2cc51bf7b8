/// English replies, plain and polite.
enum EnglishReplyForms {
  private static let table = asked + "\n" + told
  static let all = ReplyForm.table(table)
  static var lines: Int { table.split(separator: "\n").count }

  private static let asked = """
    accept request: Sure, {promise} | Of course, {promise}
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
    later request: Let me check about {thing} first | Let me check about {thing} and come back to you
    accept proposal: Yes, {together} | Yes, {together}
    accept proposal: I'm in, {together} | That sounds lovely, {together}
    accept proposal when gathering: {time} works for me | {time} works well for me
    accept proposal gathering when: See you {moment} | I'll see you {moment}
    accept proposal when: {time} is perfect | {time} would be perfect
    accept proposal gathering: I'm in for {event} | I'd love to come to {event}
    accept proposal gathering: Count me in for {event} | Please count me in for {event}
    accept proposal how: {thing}(sounds) good to me | {thing}(sounds) good to me
    accept proposal: Yes to {food} | Yes please to {food}
    decline proposal when gathering ability: {time} is no good for me, sorry | I'm afraid {time} doesn't work for me
    decline proposal gathering: I'll have to skip {event} this time | I'm afraid I have to miss {event} this time
    decline proposal how: I'd rather not do {thing} | I'd rather not do {thing}, if that's all right
    decline proposal gathering: Might not make it {moment} | I may not be able to make it {moment}
    ask proposal gathering when: Could we do it a bit later than {clock}? | Would a little later than {clock} be possible?
    ask proposal gathering when: Any other day besides {day}? | Would another day besides {day} be possible?
    ask proposal gathering: Who else is coming to {event}? | May I ask who else is coming to {event}?
    ask proposal gathering: What should I bring to {event}? | Is there anything I should bring to {event}?
    ask proposal gathering: How long will {event} take? | How long will {event} take?
    ask proposal gathering: What time {day}? | What time {day} would suit you?
    ask proposal gathering where: Should we meet at {place}? | Shall we meet at {place}?
    ask proposal gathering: Where are we meeting {moment}? | Where shall we meet {moment}?
    later proposal gathering when ability: Let me check about {time} and get back to you | Let me check about {time} and come back to you
    later proposal gathering: I'll let you know about {event} tonight | I'll let you know about {event} by tonight
    later proposal how: Let me think about {thing} | Let me think about {thing} and come back to you
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
    accept yesNo ability: Yes, {affirmed} | Yes, {affirmed}
    accept yesNo ability: Yep, {affirmed} | Yes, {affirmed}, thank you for asking
    decline yesNo ability: No, {refused} | I'm afraid {refused}
    accept yesNo: Yes, {thing}(is) fine | Yes, {thing}(is) fine with me
    accept ability: Yes, {time} is good | Yes, {time} is good for me
    accept yesNo: Yes to {thing} | Yes please, {thing} would be good
    decline yesNo: Not {thing}, no | I'm afraid not {thing}
    decline yesNo: No, not with {thing} yet | Not yet with {thing}, I'm afraid
    ask yesNo ability: Why, what's up with {thing}? | May I ask why, about {thing}?
    ask yesNo what: What do you need to know about {thing}? | What would you like to know about {thing}?
    later yesNo ability what howMuch: Let me check {thing} and get back to you | Let me check {thing} and come back to you
    later yesNo what who: Not sure about {thing}, I'll find out | I'm not sure about {thing}, I'll find out for you
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
    ask what whichOne how: What do you think about {thing}? | What do you think about {thing}?
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
    later request proposal yesNo ability what when where howMuch: Give me a sec, checking now | Give me a moment, I'll check now
    accept request proposal: Sure, will do | Of course, I will
    accept yesNo ability permission: Yes, of course | Yes, certainly
    ask request proposal gathering: What do you need from me? | What would you need from me?
    decline request proposal yesNo: Not this time, sorry | I'm afraid not this time
    later what whichOne how who why: Let me think and get back to you | Let me think and come back to you
    """

  private static let told = """
    thank promise: Thanks for sorting {thing} | Thank you for taking care of {thing}
    thank promise: Great, looking forward to {event} | Wonderful, I look forward to {event}
    thank promise: Cheers, {food} will be very welcome | Thank you, {food} will be very welcome
    acknowledge promise: Ok, I'll be ready {moment} | All right, I'll be ready {moment}
    acknowledge promise: Perfect, I'll leave {thing} to you | Perfect, I'll leave {thing} with you
    ask promise: When will {thing} be ready? | When do you expect {thing} to be ready?
    ask promise: Want help with {thing}? | Would you like any help with {thing}?
    ask promise: Should I bring {item}? | Shall I bring {item}?
    ask promise: Can you send {document} over? | Could you send {document} over?
    accept promise: Then I'll get {food} | Then I'll get {food}
    later promise: Tell me if anything changes with {thing} | Please tell me if anything changes with {thing}
    accept gathering: I'll be there {moment} | I'll be there {moment}
    accept announcement: I'll get it done by {due} | I'll have it ready by {due}
    accept gathering: I'll come to {place} then | I'll come to {place} then
    acknowledge announcement gathering: Got it, {moment} | Noted, {moment}
    acknowledge announcement inform: Ok, noted about {thing} | Thank you, I've noted {thing}
    acknowledge announcement gathering: {day} is in my calendar | I've put {day} in my calendar
    thank announcement gathering: Thanks for the heads up about {thing} | Thank you for letting me know about {thing}
    thank announcement: Thanks for organising {event} | Thank you for organising {event}
    ask announcement inform: Anything I should do about {thing}? | Is there anything I should do about {thing}?
    ask announcement inform: Could {event} still change? | Might {event} still change?
    ask announcement: Could {time} still change? | Might {time} still change?
    ask inform: Tell me more about {thing}? | Could you tell me more about {thing}?
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
    comfort apology: Don't worry about {thing} | Please don't worry about {thing}
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
    comfort badNews: Oh no, sorry about {matter} | I'm so sorry about {matter}
    comfort badNews: Sorry, sounds rough with {thing} | I'm sorry, that sounds hard with {thing}
    comfort badNews: That's rough about {thing} | That must be hard, about {thing}
    ask badNews: What happened to {thing}? | May I ask what happened to {thing}?
    ask badNews: Anything I can do about {thing}? | Is there anything I can do about {thing}?
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
    react joke: Haha, {thing} though | Ha, {thing} indeed
    react joke: I can't get over {thing} | I can't quite get over {thing}
    react inform: Didn't see {thing} coming | I hadn't expected {thing}
    react inform: {food}(sounds) delicious | {food}(sounds) delicious
    react inform: Lucky you with {event} | How nice about {event}
    cheer inform: Good luck with {event} | Best of luck with {event}
    cheer inform: Good luck with {matter} | I wish you luck with {matter}
    acknowledge inform: I didn't know about {thing} | I hadn't heard about {thing}
    acknowledge inform joke: Fair point about {thing} | That's a fair point about {thing}
    acknowledge inform: Good to know about {thing} | That's good to know about {thing}
    acknowledge inform announcement: Makes sense with {thing} | That makes sense, with {thing}
    ask inform joke: So what happened with {thing}? | So what happened with {thing} in the end?
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
    thank inform: Thanks for telling me about {thing} | Thank you for telling me about {thing}
    later inform: Let me think about {matter} | Let me think {matter} over
    thank inform: Thanks for {thing} | Thank you for {thing}
    acknowledge inform announcement promise: Got it | All right, noted
    thank promise announcement photo offer: Thanks, really kind | Thank you, that's very kind
    acknowledge inform: True enough | That's true
    acknowledge inform joke: Same here, honestly | I feel the same
    acknowledge inform: I hear you | I quite understand
    cheer inform joke: You've got this | You're doing well
    acknowledge inform: Makes sense to me | That makes sense to me
    ask inform joke: So what happens now? | So what happens now?
    ask inform badNews ill: Can I help at all? | Is there any way I can help?
    later inform joke: Tell me everything later | You must tell me more later
    later apology: Let's talk properly later | Shall we talk properly later?
    later inform: I'll come back to you on that | May I come back to you on that?
    later inform: Let me sleep on it | Let me sleep on it
    later inform: I'll ring you about it | I'll ring you about it
    later inform: More when I know more | I'll tell you when I know more
    thank promise: You're a star, thanks | You're very kind, thank you
    ask promise: How long do you think it'll take? | How long do you think it will take?
    later promise: Let me know when it's done | Please let me know when it's done
    cheer promise: Take your time, no rush | Please take your time, there's no rush
    comfort badNews: Don't be too hard on yourself | Please don't be too hard on yourself
    comfort ill: Rest up and get well soon | Rest well and get better soon
    react joke: You're ridiculous | You do make me laugh
    react joke: Haha stop it | Ha, very good
    react inform goodNews: Oh wow, really? | Oh, really?
    ask inform badNews: What happened? | May I ask what happened?
    cheer goodNews: Amazing, congratulations | That's wonderful, congratulations
    comfort badNews ill: So sorry to hear that | I'm so sorry to hear that
    comfort apology: It's fine, honestly | That's quite all right
    acknowledge thanks: No worries at all | You're most welcome
    greet greeting: Hey, how are you? | Hello, how are you?
    greet farewell: Safe trip | Have a safe trip
    """
}
