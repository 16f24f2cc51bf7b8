/// Korean replies to what asks for an answer: questions, requests, proposals, choices.
enum KoreanReplyForms {
  private static let table = asked + "\n" + told
  static let all = ReplyForm.table(table)
  static var lines: Int { table.split(separator: "\n").count }

  private static let asked = """
    accept proposal: 응 {together} | 네 {together}
    accept proposal: 좋아 {together} | 좋아요 {together}
    accept proposal: 콜 {together} | 그럼 {together}
    accept proposal when choice: 응 {time} 좋아 | 네 {time} 좋아요
    accept proposal when choice: 나는 {time} 괜찮아 | 저는 {time} 괜찮아요
    accept proposal when gathering: 그럼 {time}(에) 봐 | 그럼 {time}(에) 봬요
    accept proposal where gathering: 그럼 {place}에서 봐 | 그럼 {place}에서 봬요
    accept proposal where: 응 {place} 좋아 | 네 {place} 좋아요
    accept proposal: 응 {food} 좋지 | 네 {food} 좋죠
    accept proposal: 마침 {food} 먹고 싶었어 | 마침 {food} 먹고 싶었어요
    accept proposal choice: 나는 {food}(이면) 다 좋아 | 저는 {food}(이면) 다 좋아요
    accept proposal: 응 {event} 나도 갈게 | 네 {event} 저도 갈게요
    accept proposal gathering: {event} 나도 낄게 | {event} 저도 참석할게요
    accept proposal how: {thing} 얘기 좋은 생각이다 | {thing} 말씀 좋은 생각이네요
    accept proposal: 응 {thing}(은) 그렇게 하자 | 네 {thing}(은) 그렇게 해요
    decline proposal when: 미안 {time}(은) 안 될 것 같아 | 죄송하지만 {time}(은) 어려울 것 같아요
    decline proposal when gathering: {time}(은) 좀 힘들 것 같은데 | {time}(은) 조금 어려울 것 같아요
    decline proposal gathering: 미안 이번 {event}(은) 빠질게 | 죄송하지만 이번 {event}(은) 빠질게요
    decline proposal: {event}(은) 다음에 같이 하자 | {event}(은) 다음에 함께할게요
    decline proposal: {food}(은) 다음에 먹자 | {food}(은) 다음에 먹어요
    decline proposal how: 음 {task}(은) 다음에 하자 | {task}(은) 다음에 하면 좋겠어요
    decline proposal: 난 {food} 말고 다른 거 먹고 싶어 | 저는 {food} 말고 다른 것도 좋을 것 같아요
    decline proposal: {place}(은) 좀 멀지 않아? | {place}(은) 저한테 조금 멀 것 같아요
    ask proposal when: {time} 말고 다른 날은 어때? | 혹시 {day} 말고 다른 날은 어떠세요?
    ask proposal gathering when: {clock}보다 조금 늦게는 안 돼? | {clock}보다 조금 늦게는 어려울까요?
    ask proposal gathering: {event}에 또 누구 와? | {event}에는 또 누가 오시나요?
    ask proposal gathering: {event} 갈 때 뭐 챙겨가면 돼? | {event} 때 따로 챙겨갈 게 있을까요?
    ask proposal gathering: {event}(은) 몇 시쯤 끝나? | {event}(은) 몇 시쯤 끝날까요?
    ask proposal gathering where: {place} 어디쯤에서 만날까? | {place} 어디쯤에서 뵐까요?
    ask proposal gathering where: {place}까지 어떻게 가? | {place}까지는 어떻게 가는 게 좋을까요?
    ask proposal: {food} 먹으러 어디로 갈까? | {food}(은) 어디서 먹을까요?
    ask proposal: {time}(에) 어디서 볼까? | {time}(에) 어디서 뵐까요?
    ask proposal: {place}에서 몇 시에 볼까? | {place}에서 몇 시에 뵐까요?
    ask gathering proposal when: {day} 몇 시에 볼까? | {day} 몇 시에 뵐까요?
    later proposal when gathering: {time} 되는지 보고 알려줄게 | {time} 가능한지 보고 말씀드릴게요
    later proposal gathering: {event} 갈 수 있는지 보고 말해줄게 | {event} 참석할 수 있는지 확인하고 말씀드릴게요
    later proposal: {day} 일정 한번 보고 연락할게 | {day} 일정 확인하고 연락드릴게요
    later proposal how: {thing}(은) 조금만 생각해볼게 | {thing}(은) 조금만 더 생각해볼게요
    accept choice: 나는 {first}(이) 좋아 | 저는 {first}(이) 좋아요
    accept choice: {first}(으로) 하자 | {first}(으로) 할게요
    accept choice: 난 {first} | 저는 {first}(으로) 부탁드려요
    decline choice: 나는 {first}보다 {second}(이) 나아 | 저는 {first}보다 {second}(이) 나을 것 같아요
    decline choice: {second}(으로) 할래 | {second}(으로) 할게요
    ask choice: {first}(이랑) {second} 중에 뭐가 더 나아? | {first}(과) {second} 중에 어느 쪽이 더 나을까요?
    ask choice: {second}(은) 어때? | {second}(은) 어떤가요?
    later choice: {first}(으로) 할지 {second}(으로) 할지 조금만 고민해볼게 | {first}(으로) 할지 {second}(으로) 할지 조금만 고민해볼게요
    accept request: 응 {promise} | 네 {promise}
    accept request: 알았어 {promise} | 알겠습니다 {promise}
    accept request: 금방 {promise} | 바로 {promise}
    accept request: 응 {due}까지 {promise} | 네 {due}까지 {promise}
    accept request: 응 {due}까지 해볼게 | 네 {due}까지 해볼게요
    accept request: {document}(은) 내가 바로 보내줄게 | {document}(은) 바로 보내드릴게요
    accept request: 응 {document} 확인해볼게 | 네 {document} 확인해보겠습니다
    accept request: {item}(은) 내가 챙길게 | {item}(은) 제가 챙길게요
    accept request: {food}(은) 내가 사갈게 | {food}(은) 제가 사갈게요
    accept request: {event}(은) 내가 맞춰볼게 | {event}(은) 제가 맞춰볼게요
    accept request: {task}(은) 내가 할게 | {task}(은) 제가 하겠습니다
    accept request: {task} 내가 맡을게 | {task} 제가 맡을게요
    accept request: 응 {matter} 알아볼게 | 네 {matter} 알아보겠습니다
    accept request: {thing} 쪽은 내가 챙길게 | {thing} 쪽은 제가 챙기겠습니다
    decline request: 미안 지금은 {task}까지 하긴 힘들 것 같아 | 죄송하지만 지금은 {task}까지는 어려울 것 같아요
    decline request: 미안 {document}(은) 지금 당장은 어려워 | 죄송하지만 {document}(은) 지금 당장은 어려워요
    decline request: {item}(은) 지금 나한테 없어 | {item}(은) 지금 저한테 없어요
    decline request: {task}(은) 다른 사람한테 부탁해줄래? | {task}(은) 다른 분께 부탁드려도 될까요?
    decline request: {due}까지는 빠듯할 것 같아 | {due}까지는 빠듯할 것 같아요
    decline request: 이번에 {thing}(은) 좀 어려울 것 같아 미안 | 이번에 {thing}(은) 조금 어려울 것 같아요
    ask request: {document}(은) 어디로 보내면 돼? | {document}(은) 어디로 보내드리면 될까요?
    ask request: {document}(은) 언제까지 주면 돼? | {document}(은) 언제까지 드리면 될까요?
    ask request: {item}(은) 몇 개나 필요해? | {item}(은) 몇 개나 필요하세요?
    ask request: {food}(은) 얼마나 사가면 돼? | {food}(은) 얼마나 준비하면 될까요?
    ask request: {task}(은) 언제까지 하면 돼? | {task}(은) 언제까지 하면 될까요?
    ask request: {thing} 급한 거야? | {thing} 급하신 건가요?
    ask request: {thing}(은) 지난번처럼 하면 돼? | {thing}(은) 지난번처럼 하면 될까요?
    ask request: {thing} 말고 또 필요한 거 있어? | {thing} 말고 더 필요하신 게 있을까요?
    ask request gathering: {due}까지 하면 돼? | {due}까지만 하면 될까요?
    later request: {thing}(은) 이따 보고 말해줄게 | {thing}(은) 이따 보고 말씀드릴게요
    later request: 지금은 좀 바빠서 {task}(은) 이따 할게 | 지금은 어려워서 {task}(은) 조금 이따 할게요
    later request: {document}(은) 이따 한꺼번에 보내줄게 | {document}(은) 이따 정리해서 보내드릴게요
    later request: {task} 되는지부터 알아볼게 | {task} 가능한지부터 알아볼게요
    later request: {thing}(은) 조금만 기다려줘 | {thing}(은) 조금만 기다려주세요
    accept permission: 응 {allowed} | 네 {allowed}
    accept permission: 그럼 {allowed} | 그럼요 {allowed}
    accept permission: {item}(은) 편하게 써 | {item}(은) 편하게 쓰셔도 돼요
    accept permission: {time}(이면) 괜찮아 | {time}(이면) 괜찮아요
    decline permission: 미안 {thing}(은) 좀 곤란해 | 죄송하지만 {thing}(은) 조금 곤란해요
    decline permission: {time}(은) 좀 그런데 다른 때 안 될까? | {time}(은) 조금 곤란한데 다른 때는 안 될까요?
    ask permission: {thing}(은) 언제 필요한데? | {thing}(은) 언제 필요하세요?
    ask permission: {item}(은) 언제까지 쓸 거야? | {item}(은) 언제까지 쓰실 건가요?
    later permission: {thing} 괜찮은지 물어보고 알려줄게 | {thing} 괜찮은지 확인하고 말씀드릴게요
    accept ability yesNo: 응 {affirmed} | 네 {affirmed}
    accept ability: 응 {time} 가능해 | 네 {time} 가능합니다
    accept ability: 응 {due}까지 가능해 | 네 {due}까지 가능해요
    accept ability yesNo: 응 {event} 갈 수 있어 | 네 {event} 갈 수 있어요
    accept yesNo: 응 {time} 맞아 | 네 {time} 맞아요
    accept yesNo: 응 {thing}(은) 괜찮아 | 네 {thing}(은) 괜찮아요
    accept yesNo: 응 {thing} 그대로야 | 네 {thing} 그대로예요
    decline yesNo: 아니 {thing}(은) 아직이야 | 아니요 {thing}(은) 아직이에요
    decline ability: {time}(은) 어려울 것 같아 | {time}(은) 어려울 것 같아요
    decline ability: {due}까지는 좀 힘들 것 같아 | {due}까지는 어려울 것 같습니다
    decline ability yesNo: {task}(은) 이번엔 힘들 것 같아 | {task}(은) 이번엔 어려울 것 같아요
    ask ability yesNo: {thing}(은) 왜? | {thing}(은) 무슨 일로 물어보세요?
    ask yesNo ability: {matter}(은) 언제까지 정하면 돼? | {matter}(은) 언제까지 정하면 될까요?
    ask ability: {clock} 말고 다른 시간은 안 돼? | {clock} 말고 다른 시간도 될까요?
    ask yesNo what: {thing} 얘기 좀 더 자세히 해줄래? | {thing} 좀 더 자세히 알려주실 수 있을까요?
    later yesNo ability what howMuch: {thing}(은) 확인해보고 알려줄게 | {thing}(은) 확인해보고 말씀드릴게요
    later yesNo ability when: {time} 일정 보고 바로 말해줄게 | {time} 일정 확인하고 바로 말씀드릴게요
    later yesNo ability what: {thing}(은) 나도 물어보고 알려줄게 | {thing}(은) 저도 물어보고 말씀드릴게요
    later yesNo ability howMuch: 잠깐만 {document} 찾아보고 말해줄게 | 잠시만요 {document} 찾아보고 말씀드릴게요
    later yesNo ability where: {item} 있는지 찾아볼게 | {item} 있는지 찾아볼게요
    accept offer: 응 {thing}(은) 그렇게 해주면 고맙지 | 네 {thing}(은) 그렇게 해주시면 감사하죠
    accept offer: 응 {thing} 부탁할게 | 네 {thing} 부탁드릴게요
    thank offer: {thing} 신경 써줘서 고마워 | {thing} 신경 써주셔서 감사해요
    decline offer: {thing}(은) 괜찮아 마음만 받을게 | {thing}(은) 괜찮아요 마음만 받을게요
    decline offer: {task}(은) 괜찮아 내가 할게 | {task}(은) 괜찮아요 제가 할게요
    ask offer: {task} 혼자 해도 괜찮겠어? | {task} 혼자 하셔도 괜찮으세요?
    ask offer: {thing} 번거롭지 않아? | {thing} 번거롭지 않으세요?
    later offer: {thing}(은) 필요하면 말할게 | {thing}(은) 필요하면 말씀드릴게요
    accept when: 나는 {time}(이) 제일 좋아 | 저는 {time}(이) 제일 좋아요
    accept when: {time}(으로) 하자 | {time}(으로) 부탁드려요
    later when: {thing} 언제 되는지 보고 알려줄게 | {thing} 언제 가능한지 확인하고 말씀드릴게요
    later when: {thing} 시간은 정해지면 바로 알려줄게 | {thing} 시간은 정해지는 대로 말씀드릴게요
    ask when: {thing}(은) 너는 언제가 편해? | {thing}(은) 언제가 편하세요?
    ask when: 늦어도 언제까지 {document} 주면 돼? | 늦어도 언제까지 {document} 드리면 될까요?
    acknowledge when: {thing}(은) 아직 정확히 몰라 | {thing}(은) 아직 정확하지 않아요
    accept where: {place}에서 보자 | {place}에서 봬요
    later where: {thing} 어디 있는지 찾아보고 알려줄게 | {thing} 어디 있는지 찾아보고 말씀드릴게요
    ask where: {place} 쪽이야? | {place} 쪽이세요?
    ask where: {item} 급하게 필요해? | {item} 급하게 필요하세요?
    acknowledge where: {thing}(은) 나도 잘 모르겠어 | {thing}(은) 저도 잘 모르겠어요
    accept what: 나는 {food} 좋아 | 저는 {food} 좋아요
    accept what whichOne: 나는 {thing}(이면) 다 괜찮아 | 저는 {thing}(이면) 다 괜찮아요
    accept what whichOne: {matter}(은) 네가 편한 걸로 골라줘 | {matter}(은) 편하신 걸로 골라주세요
    accept what whichOne: {food}(은) 네가 골라줘 | {food}(은) 편하신 걸로 골라주세요
    ask what whichOne: {thing}(은) 뭐가 있는데? | {thing}(은) 어떤 게 있을까요?
    ask what whichOne: {thing}(은) 너는 뭐가 좋아? | {thing}(은) 어떤 게 좋으세요?
    ask what: {food} 말고 다른 건 뭐 있어? | {food} 말고 다른 건 뭐가 있을까요?
    later what whichOne how: {thing}(은) 조금만 더 생각해보고 말해줄게 | {thing}(은) 조금 더 생각해보고 말씀드릴게요
    acknowledge what who why: {thing}(은) 나도 아직 못 들었어 | {thing}(은) 저도 아직 못 들었어요
    later who: {thing} 누구한테 있는지 물어볼게 | {thing} 누가 아시는지 확인하고 말씀드릴게요
    ask who: {task}(은) 네가 할래? | {task}(은) 혹시 가능하세요?
    accept who: {task}(은) 내가 할게 | {task}(은) 제가 하겠습니다
    accept howMuch: {amount}(이면) 괜찮아 | {amount}(이면) 괜찮아요
    accept howMuch: 나는 {amount}(으로) 할게 | 저는 {amount}(으로) 할게요
    ask howMuch: {food}(은) 몇 명 기준이야? | {food}(은) 몇 명 기준인가요?
    ask howMuch: {money}(은) 나눠서 내는 거지? | {money}(은) 나눠서 내는 건가요?
    later howMuch: {money} 얼마인지 찾아보고 알려줄게 | {money} 얼마인지 확인하고 말씀드릴게요
    later howMuch: {item}(은) 세어보고 알려줄게 | {item}(은) 세어보고 말씀드릴게요
    acknowledge why: {thing} 때문에 좀 정신이 없었어 | {thing} 때문에 조금 정신이 없었어요
    later why: {thing} 얘기는 이따 만나서 해줄게 | {thing}(은) 이따 자세히 말씀드릴게요
    accept manner: {thing}(은) 편한 대로 해줘 | {thing}(은) 편하신 대로 해주세요
    ask manner: {thing}(은) 어떻게 하는 게 편해? | {thing}(은) 어떻게 하는 게 편하세요?
    ask manner: {thing}(은) 지난번이랑 같아? | {thing}(은) 지난번과 같은가요?
    later manner: {thing}(은) 방법 찾아보고 알려줄게 | {thing}(은) 방법을 찾아보고 말씀드릴게요
    later manner: {thing}(은) 물어보고 말해줄게 | {thing}(은) 물어보고 말씀드릴게요
    acknowledge manner: {thing}(은) 나도 잘 모르겠네 | {thing}(은) 저도 잘 모르겠네요
    later manner: {item}(은) 만나서 줄게 | {item}(은) 만나서 드릴게요
    ask why: {thing}에 무슨 문제 있어? | {thing}에 혹시 문제가 있나요?
    react why: {thing} 얘기하면 길어 | {thing} 얘기하자면 길어요
    accept how: {thing} 괜찮은 것 같은데? | {thing} 괜찮은 것 같아요
    acknowledge how: {event}(은) 생각보다 괜찮았어 | {event}(은) 생각보다 괜찮았어요
    ask how: {thing}(은) 네 생각은 어때? | {thing}(은) 어떻게 생각하세요?
    later how: {thing}(은) 좀 더 보고 말해줄게 | {thing}(은) 조금 더 보고 말씀드릴게요
    decline how: {thing}(은) 난 좀 아쉬워 | {thing}(은) 조금 아쉬워요
    """
}
