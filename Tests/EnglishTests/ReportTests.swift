import English
import Testing

@Suite("English messages told in the third person")
struct ReportTests {
  /// One message of `sender` in a chat of these people.
  private func told(
    _ text: String, by sender: String = "Hal", to addressee: String? = "Pavel",
    people: [String] = ["Hal", "Pavel"], isAgreed: Bool = false
  ) -> String {
    EnglishReport(people: people).text([
      .init(sender: sender, text: text, addressee: addressee, isAgreed: isAgreed)
    ])
  }

  @Test(arguments: [
    ("I'm stuck at work till about 7", "Hal is stuck at work till about 7."),
    ("ive left the door open a crack", "Hal has left the door open a crack."),
    ("I don't eat meat", "Hal doesn't eat meat."),
    ("i was there at 6, i'll wait outside", "Hal was there at 6 and will wait outside."),
    ("I'd better go now", "Hal had better go now."),
    ("I have the keys and I need the code", "Hal has the keys and needs the code."),
    ("I just rang the shop", "Hal just rang the shop."),
    ("I carry the boxes", "Hal carries the boxes."),
    ("I haven't seen my coat", "Hal hasn't seen their coat."),
    ("I can't make it tonight", "Hal can't make it tonight."),
    ("I can come but I leave at 9", "Hal can come but leaves at 9."),
    ("I put it in the fridge", "Hal put it in the fridge."),
    ("I think they moved it", "Hal thinks they moved it."),
  ])
  func theSpeakerIsNamedAndVerbsAgree(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test(arguments: [
    ("I'll pick you up at 7:15", "Hal will pick Pavel up at 7:15."),
    ("your bag is in my car", "Pavel's bag is in Hal's car."),
    ("you're on at 3", "Hal says Pavel is on at 3."),
    ("I know you were up at 6", "Hal knows Pavel was up at 6."),
    ("he's made me a cup of tea", "He has made Hal a cup of tea."),
    ("you can take the 49 bus", "Hal says Pavel can take the 49 bus."),
  ])
  func theOtherOfTwoIsYou(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test func aSoleYouOfAGroupIsQuoted() {
    #expect(
      told("you owe me 20", to: nil, people: ["Hal", "Pavel", "Ines"])
        == "Hal: \"You owe me 20.\"")
    #expect(
      told("meet at 11:30", to: nil, people: ["Hal", "Pavel", "Ines"])
        == "Hal says to meet at 11:30.")
  }

  @Test(arguments: [
    ("can you pick me up on the way, 7:15?", "Hal asks Pavel to pick them up on the way, 7:15."),
    ("could you please send the file", "Hal asks Pavel to send the file."),
    ("is it still there?", "Hal asks whether it is still there."),
    ("do you have a ladder", "Hal asks whether Pavel has a ladder."),
    ("did you get the milk?", "Hal asks whether Pavel got the milk."),
    ("what time do you start?", "Hal asks what time Pavel starts."),
    ("where are you", "Hal asks where Pavel is."),
    ("who's driving?", "Hal asks who is driving."),
    ("can I come at 5?", "Hal asks to come at 5."),
    ("you close at 6:30 right?", "Hal asks whether Pavel closes at 6:30."),
    ("Is the kids' bike still there?", "Hal: \"Is the kids' bike still there?\""),
    ("same time, 4.15?", "Hal: \"Same time, 4.15?\""),
  ])
  func questionsAreAskedIndirectly(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test(arguments: [
    ("bring the charger please", "Hal asks Pavel to bring the charger."),
    ("don't tell grandma yet", "Hal asks Pavel not to tell grandma yet."),
    ("Please leave your keys at reception", "Hal asks Pavel to leave their keys at reception."),
    ("let me know by 6", "Hal asks Pavel to let them know by 6."),
    ("bring your drill and call me", "Hal asks Pavel to bring Pavel's drill and call them."),
  ])
  func ordersAreAsked(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test(arguments: [
    (
      "i have a 24 inch my son grew out of, 40?",
      "Hal: \"I have a 24 inch my son grew out of, 40?\""
    ),
    ("Be with you half 5", "Hal: \"Be with you half 5.\""),
    ("make it 630 i gotta close the shop", "Hal: \"Make it 630 i gotta close the shop.\""),
    ("hit a pothole by the quarry", "Hal: \"Hit a pothole by the quarry.\""),
    ("check out report is in", "Hal says check out report is in."),
    ("if it goes hot, see a doctor", "Hal: \"If it goes hot, see a doctor.\""),
    ("i paid 208 and owe 276", "Hal: \"I paid 208 and owe 276.\""),
    ("both will book tickets", "Hal says both will book tickets."),
    ("can someone else run it?", "Hal: \"Can someone else run it?\""),
    ("Lift off all day", "Hal: \"Lift off all day.\""),
    ("how did you not notice", "Hal: \"How did you not notice?\""),
    ("LETS GO you deserve it", "Hal: \"LETS GO you deserve it.\""),
    ("me and Tom are late", "Hal: \"Me and Tom are late.\""),
  ])
  func whatIsNotSurelyUnderstoodIsQuoted(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test func whenAShopIsOpenIsNoOrder() {
    #expect(!told("Open 8-6 Mon to Sat, or postage is £6.50").contains("asks"))
    #expect(told("open the window please") == "Hal asks Pavel to open the window.")
  }

  @Test func whatIsProposedIsDecidedOnceItIsAgreed() {
    #expect(told("let's meet at 7") == "Hal suggests meeting at 7.")
    #expect(told("let's meet at 7", isAgreed: true) == "They will meet at 7.")
    #expect(told("shall we take the bus?", isAgreed: true) == "They will take the bus.")
    #expect(told("how about friday?") == "Hal suggests Friday.")
    #expect(told("shall I bring wine?") == "Hal offers to bring wine.")
    #expect(told("shall I bring wine?", isAgreed: true) == "Hal will bring wine.")
  }

  @Test func aCallSaysWhoIsMeant() {
    let people = ["Hal", "Pavel", "Ines"]
    #expect(
      told("Ines can you bring cups?", to: "Pavel", people: people)
        == "Hal asks Ines to bring cups.")
    #expect(
      told("can you lock up, Ines", to: nil, people: people) == "Hal asks Ines to lock up.")
    #expect(
      told("Ines takes the twins", to: nil, people: people) == "Hal: Ines takes the twins.")
  }

  @Test(arguments: [
    ("oh ok haha, I'm late", "Hal is late."),
    ("hey Pavel! I'm outside 😀😀", "Hal is outside."),
    ("btw im off on friday lol", "Hal is off on Friday."),
    ("booked the table", "Hal booked the table."),
    ("on my way", "Hal is on their way."),
    ("sending you 72 now", "Hal is sending Pavel 72 now."),
  ])
  func whatOpensAMessageFallsAwayAndTypingIsMended(_ text: String, _ sentence: String) {
    #expect(told(text) == sentence)
  }

  @Test func namesKeepTheirFormAndPronounsAreNotGuessed() {
    let people = ["Mrs. Okafor", "Sully's dad", "Jo 🌸", "Carwyn (twins)"]
    #expect(
      told("I've left my keys, I'll be back by 5", by: "Mrs. Okafor", to: nil, people: people)
        == "Mrs. Okafor has left her keys and will be back by 5.")
    #expect(told("I lost my phone", by: "Jo 🌸", to: nil, people: people) == "Jo lost their phone.")
    #expect(
      told("I've got the estate", by: "Carwyn (twins)", to: nil, people: people)
        == "Carwyn has got the estate.")
    #expect(
      told("my car is full", by: "Sully's dad", to: nil, people: people)
        == "Sully's dad's car is full.")
    #expect(told("I'm here", by: "🌸", to: nil, people: ["🌸", "Jo"]) == "🌸 is here.")
  }

  @Test func numbersDatesAndLinksStayAsTheyAre() {
    #expect(
      told("I've put it at https://example.com/a?b=1 for $1,250.50 until 12/03")
        == "Hal has put it at https://example.com/a?b=1 for $1,250.50 until 12/03.")
    #expect(told("the 8.40 is cancelled, next is 9.15").contains("8.40"))
  }

  @Test func thanksAndGreetingsFallAwayBesideWhatMatters() {
    let report = EnglishReport(people: ["Hal", "Pavel"])
    #expect(
      report.text([
        .init(sender: "Hal", text: "thanks so much!", addressee: "Pavel"),
        .init(sender: "Hal", text: "I'll bring the tent. see you then", addressee: "Pavel"),
      ]) == "Hal will bring the tent.")
    #expect(told("thank you!") == "Hal: \"Thank you.\"")
  }

  @Test func shortQuestionsThatWereAnsweredMakeRoomForWhatMatters() {
    let report = EnglishReport(people: ["Hal", "Pavel"])
    func text(isOpen: Bool) -> String {
      report.text([
        .init(sender: "Hal", text: "are you home?", addressee: "Pavel", isOpen: isOpen),
        .init(
          sender: "Pavel",
          text: "I'll be back at 7 with the drill, the ladder and two cans of paint",
          addressee: "Hal"),
        .init(sender: "Hal", text: "I'm bringing soup and bread for all of us", addressee: "Pavel"),
      ])
    }
    #expect(!text(isOpen: false).contains("whether"))
    #expect(text(isOpen: true).hasPrefix("Hal asks whether Pavel is home. "))
  }

  @Test func nothingIsLostOfAMessageThatIsNoSentence() {
    for text in ["", "   ", "😀", "?", "...", "3", "🌸🌸 9:30"] {
      let sentence = told(text)
      #expect(sentence.isEmpty == !text.contains(where: \.isNumber), "\(text)")
    }
  }
}
