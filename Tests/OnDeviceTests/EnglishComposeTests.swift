import OnDevice
import Testing

/// English orders (ask Tom if he can come) and the message that they order.
@Suite("English orders become messages")
struct EnglishComposeTests {
  private func message(_ order: String, _ tone: String? = nil) -> String? {
    EnglishMessage(EnglishAsk(order), tone: tone).text
  }

  @Test(arguments: [
    ("tell Mina I'll be late", "Hi Mina, I'll be late."),
    ("tell her she left her scarf at my place", "You left your scarf at my place."),
    (
      "tell Paul he needs to pay his share by Friday",
      "Hi Paul, you need to pay your share by Friday."
    ),
    ("let Nick know he's got the job", "Hi Nick, you've got the job."),
    (
      "tell Pete the spare cushions are his if he wants them",
      "Hi Pete, the spare cushions are yours if you want them."
    ),
    ("tell Anna that Tom says he's running late", "Hi Anna, Tom says he's running late."),
    ("tell him how happy I am that he's coming home", "I'm so happy that you're coming home."),
    ("promise Ada I'll call her tomorrow", "Hi Ada, I promise I'll call you tomorrow."),
  ])
  func pronounsOfWhomItIsForBecomeYou(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    ("ask Tom if he can come at 7", "Hi Tom, can you come at 7?"),
    ("ask Tom if he still has my drill", "Hi Tom, do you still have my drill?"),
    ("ask Noah if he has seen my keys", "Hi Noah, have you seen my keys?"),
    ("ask Ruth where she parked the car", "Hi Ruth, where did you park the car?"),
    ("ask dad what time the train leaves", "Hi Dad, what time does the train leave?"),
    ("ask Omar how much I owe him", "Hi Omar, how much do I owe you?"),
    ("ask Ruth who is coming tonight", "Hi Ruth, who is coming tonight?"),
    ("ask the restaurant if they have a table for four", "Hi, do you have a table for four?"),
    ("ask my roommate if she fed the cat", "Hi, did you feed the cat?"),
    ("ask Lisa how the interview went", "Hi Lisa, how did the interview go?"),
    ("ask if anyone has a spare charger", "Does anyone have a spare charger?"),
    (
      "ask whether the fee for today goes towards the next lesson",
      "Does the fee for today go towards the next lesson?"
    ),
    (
      "ask Raul how much I owe and where to send it",
      "Hi Raul, how much do I owe? Where should I send it?"
    ),
  ])
  func anIndirectQuestionIsAskedDirectly(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    ("remind Dad to bring the keys", "Hi Dad, don't forget to bring the keys."),
    ("ask Eve to feed the cat", "Hi Eve, can you feed the cat?"),
    ("tell Rob not to park on the street", "Hi Rob, don't park on the street."),
    (
      "invite Sam to my birthday party on the 5th",
      "Hi Sam, would you like to come to my birthday party on the 5th?"
    ),
    ("thank Jo for helping me move", "Thank you for helping me move, Jo!"),
    ("congratulate Priya on passing her exam", "Congratulations on passing your exam, Priya!"),
    (
      "apologise to Marco for forgetting his birthday",
      "Hi Marco, I'm sorry for forgetting your birthday."
    ),
    (
      "say no to Lena's invitation because I'm away that weekend",
      "Hi Lena, thank you for your invitation, but I have to say no. I'm away that weekend."
    ),
    ("wish Ben good luck with his interview", "Good luck with your interview, Ben!"),
    ("ask for a refund", "Could I have a refund, please?"),
    ("text Mia and ask if she wants to grab coffee", "Hi Mia, do you want to grab coffee?"),
    ("tell Jake's mom he can stay for dinner", "Hi, he can stay for dinner."),
    ("warn Kim that the road is icy", "Hi Kim, just a heads-up: the road is icy."),
    (
      "tell my landlord the heating is broken and ask when he can send somebody",
      "Hi, the heating is broken. When can you send somebody?"
    ),
    ("send Pia a message that I'll be there at nine", "Hi Pia, I'll be there at nine."),
    ("write a birthday message for Lily", "Happy birthday, Lily!"),
  ])
  func eachActHasItsForm(order: String, expected: String) {
    #expect(message(order) == expected)
  }

  @Test(arguments: [
    (
      "ask them to text me when the surgery answers", "polite",
      "Could you please text me when the surgery answers?"
    ),
    ("tell Tony I'll be 15 minutes late", "brief", "Tony, I'll be 15 minutes late."),
    (
      "tell him to be at the airport by 5.30 and not trust them", "firm",
      "Be at the airport by 5.30 and don't trust them."
    ),
    (
      "thank her for two lovely years in her house", "warm",
      "Thank you so much for two lovely years in your house!"
    ),
  ])
  func aToneShapesTheMessage(order: String, tone: String, expected: String) {
    #expect(message(order, tone) == expected)
  }

  @Test(arguments: [
    "", "hello", "tease mom a bit", "say something kind to Clement", "tell", "ask Tom", "tell Tom",
    "remind", "ask if", "say I'm nearly there and complain about losing the vote",
    "tell me a story",
    "wish", "invite Sam", "and and and", "ask ask ask", "to",
  ])
  func whatSaysTooLittleGivesNoMessage(order: String) {
    #expect(message(order) == nil)
  }

  @Test func quotedWordsAreSentAsTheyStand() {
    #expect(message("send \"see you at 5\" to Kim") == "see you at 5")
  }
}
