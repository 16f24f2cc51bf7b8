extension KoreanReplyForms {
  /// Korean replies to what tells something: news, plans, thanks, apologies, promises, jokes.
  static let told = """
    thank promise: {item} 챙겨줘서 고마워 | {item} 챙겨주셔서 감사해요
    thank promise: 고마워 {document} 기다릴게 | 감사합니다 {document} 기다리고 있을게요
    thank promise: {thing}까지 신경 써줘서 고마워 | {thing}까지 신경 써주셔서 감사합니다
    thank promise: {document} 보내주면 바로 볼게 고마워 | {document} 보내주시면 바로 확인할게요 감사해요
    acknowledge promise: 응 {time}(에) 기다릴게 | 네 {time}(에) 기다리고 있을게요
    acknowledge promise: 오케이 {thing} 부탁해 | 네 {thing} 잘 부탁드려요
    later promise: {thing} 바뀌면 말해줘 | {thing} 바뀌면 말씀해 주세요
    ask promise: {task}(은) 언제쯤 될까? | {task}(은) 언제쯤 될까요?
    ask promise: {document}(은) 언제쯤 볼 수 있어? | {document}(은) 언제쯤 볼 수 있을까요?
    ask promise: {task} 내가 도와줄 거 없어? | {task} 제가 도와드릴 건 없을까요?
    ask promise: {thing}(은) 혼자 괜찮겠어? | {thing}(은) 혼자 괜찮으시겠어요?
    ask promise: {document}(은) 어디로 보내줄 거야? | {document}(은) 어디서 볼 수 있을까요?
    ask promise: {item}(은) 내가 챙겨갈까? | {item}(은) 제가 챙겨갈까요?
    accept promise: 그럼 {food}(은) 내가 살게 | 그럼 {food}(은) 제가 살게요
    accept gathering: {time} 맞춰서 갈게 | 네 {time}(에) 맞춰 가겠습니다
    accept gathering: 응 {place}(으로) 갈게 | 네 {place}(으로) 가겠습니다
    accept announcement: 응 {due}까지 할게 | 네 {due}까지 하겠습니다
    acknowledge announcement: {time} {event} 확인! | 네 {time} {event} 확인했습니다
    acknowledge announcement inform: 오케이 {thing} 확인했어 | 네 {thing} 확인했습니다
    acknowledge announcement: {time} 기억해둘게 | {time} 기억해둘게요
    acknowledge announcement: {due}까지 기억할게 | 네 {due}까지 잊지 않을게요
    thank announcement gathering: {thing} 알려줘서 고마워 | {thing} 알려주셔서 감사합니다
    thank announcement: {event} 준비해줘서 고마워 | {event} 준비해주셔서 감사해요
    ask announcement: {event}에 {item}도 가져가야 돼? | {event}에 {item}도 가져가야 할까요?
    ask announcement inform: {event}(은) 따로 준비할 거 있어? | {event}(은) 따로 준비할 게 있을까요?
    ask announcement gathering: {task}(은) 그대로 하면 돼? | {thing}(은) 그대로 하면 될까요?
    ask announcement inform: {matter}(은) 바뀔 수도 있는 거야? | {matter}(은) 바뀔 수도 있나요?
    ask announcement: {money}(은) 언제까지 보내면 돼? | {money}(은) 언제까지 보내면 될까요?
    later gathering announcement: {time}(은) 확인해보고 답할게 | {time}(은) 확인해보고 답드릴게요
    accept payment: {amount} 바로 보낼게 | {amount} 바로 보내드릴게요
    accept payment: {money}(은) 오늘 보낼게 | {money}(은) 오늘 안에 보내드릴게요
    accept payment: 응 {amount} 맞지? 보낼게 | 네 {amount} 맞죠? 보내드릴게요
    acknowledge payment: 오케이 {amount} 확인 | 네 {amount} 확인했습니다
    ask payment: {amount}(은) 어디로 보내면 돼? | {amount}(은) 어디로 보내면 될까요?
    ask payment: {money}(은) 카드도 돼? | {money}(은) 카드도 되나요?
    ask payment: {amount}(은) 전부 다 합친 거야? | {amount}(은) 전부 포함된 금액인가요?
    ask payment: {amount}에서 조금만 깎아주면 안 돼? | {amount}에서 조금만 조정될까요?
    later payment: {money}(은) 이따 집에 가서 보낼게 | {money}(은) 확인하고 이따 보내드릴게요
    later payment: {amount}(이면) 조금만 생각해볼게 | {amount}(이면) 조금만 생각해볼게요
    decline payment: {amount}(은) 좀 부담되는데 | {amount}(은) 조금 부담스러워요
    greet thanks: 별말을 {thing} 잘 됐으면 좋겠다 | 별말씀을요 {thing} 잘 되셨으면 좋겠어요
    acknowledge thanks: 아냐 {thing} 도움 됐다니 다행이야 | 아니에요 {thing} 도움이 됐다니 다행이에요
    acknowledge thanks: {thing} 그 정도야 뭐 | {thing} 그 정도는 당연하죠
    ask thanks: {task} 말고 더 필요한 건 없어? | {thing} 말고 더 필요한 건 없으세요?
    thank thanks: 나야말로 {thing} 고마워 | 저야말로 {thing} 감사해요
    later thanks: {thing} 또 필요하면 말해 | {thing} 또 필요하시면 말씀 주세요
    react thanks: {food} 맛있게 먹어 | {food} 맛있게 드세요
    comfort apology: 괜찮아 {thing}(은) 신경 쓰지 마 | 괜찮아요 {thing}(은) 신경 쓰지 마세요
    comfort apology: {thing} 그거 그럴 수 있지 뭐 | {thing} 그런 건 그러실 수 있죠
    comfort apology: {clock}도 괜찮아 천천히 와 | {clock}도 괜찮아요 천천히 오세요
    accept apology: {clock}(으로) 미뤄도 돼 | {clock}(으로) 미뤄도 괜찮아요
    ask apology: 그럼 {task}(은) 언제 다시 될까? | 그럼 {task}(은) 언제 다시 될까요?
    ask apology: 그럼 {event}(은) 언제로 할까? | 그럼 {event}(은) 언제로 할까요?
    ask apology: 그럼 {thing}(은) 어떻게 하지? | 그럼 {thing}(은) 어떻게 하면 될까요?
    ask apology: {task}(은) 내가 도와줄까? | {task}(은) 제가 도와드릴까요?
    decline apology: {thing}(은) 다음엔 미리 말해줘 | {thing}(은) 다음엔 미리 말씀해 주세요
    later apology: {thing}(은) 나중에 다시 얘기하자 | {thing}(은) 나중에 다시 이야기해요
    cheer goodNews: {event} 축하해 진짜 잘됐다 | {event} 축하드려요 정말 잘됐네요
    cheer goodNews: {matter} 축하해 진짜 잘됐다 | {matter} 축하드려요 정말 잘됐네요
    cheer goodNews: 진짜 잘됐다 축하해 | 정말 잘됐어요 축하드려요
    ask goodNews: 언제 알았어? | 언제 아셨어요?
    react goodNews: 내가 다 기쁘다 | 제가 다 기뻐요
    cheer goodNews: 와 {task} 고생한 보람 있네 | 와 {task} 고생하신 보람이 있네요
    cheer goodNews: {matter}(이라니) 내가 다 기쁘다 | {thing}(이라니) 제가 다 기쁘네요
    ask goodNews: {event} 축하 파티 언제 할까? | {thing} 축하 자리 언제 할까요?
    ask goodNews: {matter} 소식 누가 또 알아? | {thing} 소식 또 누가 아세요?
    ask goodNews: {event}(은) 언제야? | {event}(은) 언제예요?
    react goodNews: {event} 완전 부럽다 | {event} 정말 부러워요
    accept goodNews: {food}(은) 내가 쏜다 | {food}(은) 제가 사드릴게요
    comfort badNews: {thing} 때문에 속상했겠다 | {thing} 때문에 속상하셨겠어요
    comfort badNews: 에구 {thing}(은) 괜찮아? | {thing}(은) 괜찮으세요?
    comfort badNews: {thing}(은) 금방 잘 풀릴 거야 | {thing}(은) 곧 잘 풀릴 거예요
    ask badNews: {thing}(은) 어쩌다 그랬어? | {thing}(은) 어쩌다 그러셨어요?
    ask badNews: {thing} 내가 같이 알아봐줄까? | {thing} 제가 같이 알아봐드릴까요?
    accept badNews: 오늘 {food} 사줄게 기운 내 | {food} 사드릴게요 기운 내세요
    react badNews: 헐 {thing} 어떡해 | 아이고 {thing} 어떡해요
    later badNews: {thing}(은) 방법 있는지 찾아볼게 | {thing}(은) 방법이 있는지 찾아볼게요
    comfort ill: {health}(은) 좀 어때? 푹 쉬어 | {health}(은) 좀 어떠세요? 푹 쉬세요
    comfort ill: {health} 얼른 나았으면 좋겠다 | {health} 얼른 나으셨으면 좋겠어요
    ask ill: {health} 약은 먹었어? | {health} 약은 드셨어요?
    ask ill: 병원은 갔다 왔어? {health} 심한 거 아니지? | 병원은 다녀오셨어요? {health} 심한 건 아니죠?
    accept ill: {food} 사다 줄까? | {food} 좀 사다 드릴까요?
    accept ill: {thing}(은) 걱정 말고 쉬어 | {thing}(은) 걱정 마시고 쉬세요
    greet greeting: 오랜만이야 {thing}(은) 잘 지내? | 오랜만이에요 {thing}(은) 잘 지내시죠?
    ask greeting: {thing}(은) 요즘 어때? | {thing}(은) 요즘 어떠세요?
    greet farewell: {time}(에) 봐 조심히 가 | {time}(에) 봬요 조심히 들어가세요
    greet farewell: {place} 도착하면 톡해 | {place} 도착하시면 연락 주세요
    cheer farewell: {event} 잘 다녀와 | {event} 잘 다녀오세요
    thank farewell: {thing} 고마웠어 잘 쉬어 | {thing} 감사했어요 푹 쉬세요
    ask farewell: {event} 끝나고 연락해줄래? | {event} 끝나고 연락 주실래요?
    react photo: {thing} 잘 나왔다 | {thing} 잘 나왔네요
    react photo: 와 {food} 맛있겠다 | 와 {food} 맛있어 보여요
    thank photo: {thing} 보내줘서 고마워 잘 볼게 | {thing} 보내주셔서 감사해요 잘 볼게요
    acknowledge photo: {document} 받았어 확인해볼게 | {document} 잘 받았습니다 확인해볼게요
    ask photo: {document} 더 있어? | {document} 더 있을까요?
    ask photo: {place}(이야)? | {place}인가요?
    react joke: {thing}(이라니) ㅋㅋㅋ | {thing}(이라니) ㅎㅎ
    react joke: {food} 얘기하니까 배고파 | {food} 얘기하니까 배고프네요
    react inform: {food} 맛있겠다 나도 먹고 싶어 | {food} 맛있겠네요 저도 먹고 싶어요
    ask inform: 지금 {place}(이야)? | 지금 {place}(이세요)?
    react inform: {event} 재밌겠다 | {event} 재밌겠네요
    cheer inform: {event} 잘하고 와 | {event} 잘하고 오세요
    cheer inform promise: {task} 고생 많았어 | {task} 고생 많으셨어요
    acknowledge inform joke: {thing}(은) 생각 못 했네 | {thing}(은) 생각 못 했네요
    acknowledge inform: {thing}(은) 나도 몰랐네 | {thing}(은) 저도 몰랐네요
    acknowledge inform: {thing} 얘기는 처음 들어 | {thing} 얘기는 처음 듣네요
    acknowledge inform: {thing} 얘기 나도 그렇게 생각해 | {thing} 말씀 저도 그렇게 생각해요
    acknowledge inform: 아 {thing} 그런 거였구나 | 아 {thing} 그런 거였군요
    acknowledge inform announcement: 그럼 {matter}(은) 그렇게 알고 있을게 | 그럼 {matter}(은) 그렇게 알고 있을게요
    ask inform joke: {thing}(은) 그래서 어떻게 됐어? | {thing}(은) 그래서 어떻게 됐어요?
    ask inform: {event}(은) 어땠어? | {event}(은) 어떠셨어요?
    ask inform: {event}(은) 언제야? | {event}(은) 언제인가요?
    ask inform: {document} 나도 볼 수 있어? | {document} 저도 볼 수 있을까요?
    ask inform: {item}(은) 괜찮아? | {item}(은) 괜찮으세요?
    ask inform: {food}(은) 어디서 먹었어? | {food}(은) 어디서 드셨어요?
    ask inform: {place}(은) 사람 많아? | {place}(은) 사람이 많은가요?
    ask inform: {task}(은) 내가 뭐 하면 돼? | {task}(은) 제가 뭘 하면 될까요?
    ask inform: {matter}(은) 정해진 거야? | {matter}(은) 정해진 건가요?
    ask inform joke: {thing} 때문에? | {thing} 때문에요?
    ask inform: {money}(은) 얼마나 나왔어? | {money}(은) 얼마나 나왔나요?
    ask inform joke: {thing} 얘기 진짜야? | {thing} 얘기 정말이에요?
    accept inform: {task}(은) 나도 도와줄게 | {task}(은) 저도 도울게요
    accept inform: {thing} 쪽은 내가 알아볼게 | {thing} 쪽은 제가 알아볼게요
    accept inform: 그럼 {matter}(은) 그렇게 하자 | 그럼 {matter}(은) 그렇게 할게요
    cheer inform: {item} 잘 챙겨 | {item} 잘 챙기세요
    accept inform: {time}(에) 보자 | {time}(에) 봬요
    decline inform: {matter}(은) 난 좀 걱정되는데 | {matter}(은) 저는 조금 걱정돼요
    decline inform: {event}(은) 난 잘 모르겠어 | {event}(은) 저는 잘 모르겠어요
    later inform: {matter}(은) 내일 다시 얘기하자 | {matter}(은) 내일 다시 말씀드릴게요
    later inform: {event} 얘기는 내일 다시 하자 | {event}(은) 내일 다시 말씀드릴게요
    later inform: {task}(은) 생각 좀 해볼게 | {task}(은) 생각을 좀 해볼게요
    thank inform: {task} 도와줘서 고마워 | {task} 도와주셔서 감사해요
    thank inform: {item}까지 챙겨줘서 고마워 | {item}까지 챙겨주셔서 감사해요
    thank inform: {food} 챙겨줘서 고마워 | {food} 챙겨주셔서 감사해요
    accept proposal request: 응 그렇게 할게 | 네 그렇게 하겠습니다
    accept yesNo ability permission proposal: 응 당연하지 | 네 물론이죠
    ask proposal request announcement: 그럼 나는 뭐 하면 돼? | 그럼 저는 뭘 준비하면 될까요?
    ask inform badNews: 무슨 일인데? | 무슨 일 있으셨어요?
    later request proposal yesNo ability what when where howMuch: 잠깐만 보고 바로 말해줄게 | 잠시만요 보고 바로 말씀드릴게요
    later what whichOne how who why: 조금만 생각해보고 말할게 | 조금만 생각해보고 말씀드릴게요
    decline request proposal yesNo: 이번엔 좀 어려울 것 같아 | 이번에는 조금 어려울 것 같아요
    acknowledge inform announcement promise: 응 알겠어 | 네 알겠습니다
    thank promise announcement photo offer: 신경 써줘서 고마워 | 신경 써주셔서 감사합니다
    react inform joke: 헐 그랬구나 | 아 그러셨군요
    react inform: 아 그렇게 됐구나 | 아 그렇게 되셨군요
    react inform joke: 아이고 그랬어? | 아이고 그러셨어요?
    react inform: 오 몰랐네 | 오 몰랐네요
    react inform joke: 와 그건 좀 놀랍다 | 와 그건 좀 놀랍네요
    acknowledge inform: 그건 그래 | 그건 그렇네요
    acknowledge inform: 그럴 수 있지 | 그럴 수 있죠
    acknowledge inform joke: 인정 | 저도 동감이에요
    acknowledge inform: 나도 그 생각 했어 | 저도 그 생각 했어요
    ask inform promise: 그래서 어떻게 하기로 했어? | 그래서 어떻게 하기로 하셨어요?
    ask inform badNews ill: 내가 도와줄 거 있어? | 제가 도와드릴 게 있을까요?
    ask inform joke: 그럼 이제 어떻게 돼? | 그럼 이제 어떻게 되나요?
    later inform joke: 나중에 자세히 얘기해줘 | 나중에 자세히 들려주세요
    later inform apology: 좀 이따 다시 얘기하자 | 이따 다시 말씀드릴게요
    thank promise: 오 고마워 든든하다 | 감사해요 든든하네요
    thank promise thanks: 나야말로 고마워 | 저야말로 감사해요
    ask promise: 언제쯤 될 것 같아? | 언제쯤 될까요?
    later promise: 끝나면 알려줘 | 끝나면 알려주세요
    cheer promise: 무리하지 말고 천천히 해 | 무리하지 마시고 천천히 하세요
    comfort badNews: 너무 마음 쓰지 마 | 너무 마음 쓰지 마세요
    comfort ill: 푹 쉬고 얼른 나아 | 푹 쉬시고 얼른 나으세요
    accept apology: 난 괜찮으니까 신경 쓰지 마 | 저는 괜찮으니 신경 쓰지 마세요
    ask thanks: 또 필요한 거 있어? | 더 필요하신 거 있으세요?
    react joke: 아 웃겨 | 너무 재밌어요
    react joke: ㅋㅋㅋㅋ 아 진짜 | ㅎㅎ 재밌네요
    react inform goodNews: 오 진짜? | 오 정말요?
    cheer goodNews: 와 축하해 | 와 축하드려요
    comfort badNews ill: 많이 힘들었겠다 | 많이 힘드셨겠어요
    comfort apology: 괜찮아 진짜로 | 괜찮습니다 정말로요
    greet greeting: 응 잘 지냈어? | 네 잘 지내셨어요?
    greet farewell: 조심히 가 | 조심히 들어가세요
    acknowledge thanks: 아냐 뭘 | 아니에요 별말씀을요
    """
}
