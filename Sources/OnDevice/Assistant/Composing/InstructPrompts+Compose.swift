extension InstructPrompts {
  /// What a model that writes for somebody keeps to where there is no chat.
  var composing: String {
    switch language {
    case .korean:
      """
      너는 사용자가 시킨 메시지를 대신 써 주는 비서다. 받는 사람에게 그대로 보낼 메시지만 쓴다. 사용자가 말하지 않은 \
      이름, 숫자, 날짜, 약속은 쓰지 않는다.
      """
    case .english:
      """
      You write the message that the user asks for, ready to be sent to whom it is for. Answer with \
      the message only. Use no names, numbers, dates or plans that the user did not give.
      """
    }
  }

  func compose(ask: String, me: String?, count: Int, tone: String?, hasChat: Bool) -> String {
    switch language {
    case .korean:
      let sender = me.map { "\($0)이(가) 보낼 " } ?? ""
      let manner = tone.map { " 말투는 \"\($0)\"." } ?? ""
      let source = hasChat ? "위 대화와 부탁에 없는" : "부탁에 없는"
      let form =
        count > 1
        ? "서로 다르게 \(count)개를 한 줄에 하나씩 \"- \"로 시작해 써." : "메시지만 쓰고 다른 말은 쓰지 마."
      return """
        다음 부탁대로 \(sender)메시지를 써.\(manner) \(source) 이름, 숫자, 약속은 쓰지 않는다. \(form)
        부탁: \(ask)
        """
    case .english:
      let sender = me.map { " from \($0)" } ?? ""
      let manner = tone.map { " The tone is \($0)." } ?? ""
      let source = hasChat ? "the chat or the request" : "the request"
      let form =
        count > 1
        ? "Write \(count) versions, one per line, each beginning with \"- \"."
        : "Write the message only."
      return """
        Write the message\(sender) that this request asks for.\(manner) Use no name, number or plan \
        that is not in \(source). \(form)
        Request: \(ask)
        """
    }
  }
}
