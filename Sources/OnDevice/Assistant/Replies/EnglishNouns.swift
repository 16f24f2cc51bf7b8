/// Nouns that English chats are about, by what one does with them.
enum EnglishNouns {
  /// The kind of a word in lower case, in the singular or the plural.
  static func kind(of word: String) -> NounKind? {
    if let kind = kinds[word] { return kind }
    for ending in ["s", "es"] where word.hasSuffix(ending) && word.count > ending.count + 2 {
      if let kind = kinds[String(word.dropLast(ending.count))] { return kind }
    }
    return nil
  }

  private static let kinds: [String: NounKind] = {
    var kinds: [String: NounKind] = [:]
    for (kind, words) in table {
      for word in words.split(whereSeparator: \.isWhitespace) { kinds[String(word)] = kind }
    }
    return kinds
  }()

  private static let table: [(NounKind, String)] = [
    (
      .document,
      """
      file photo picture pic video invoice receipt contract report draft link address list form cv resume essay homework
      slides deck spreadsheet sheet doc document email mail letter map schedule timetable plan notes script lyrics poster flyer
      logo design mockup screenshot scan copy version recipe ticket voucher quote estimate agenda minutes calendar code log poll
      survey review invitation invite card passport certificate manuscript chapter translation proposal budget number playlist
      recording transcript worksheet pdf folder
      """
    ),
    (
      .event,
      """
      meeting party dinner lunch breakfast brunch wedding birthday trip class lesson exam test interview appointment game match
      rehearsal practice concert gig show film movie play festival picnic barbecue bbq walk hike run ride camp conference
      workshop presentation demo call visit funeral ceremony graduation reunion fair sale market tour training session shift
      checkup move drill quiz raffle talk lecture seminar tournament race swim holiday vacation weekend
      """
    ),
    (
      .item,
      """
      laptop charger umbrella book chair key keys bag coat jacket shoes phone headphones cable camera tent tripod lamp torch box
      parcel package suitcase wallet glasses watch ring hat gloves scarf sweater towel mask tablet bike helmet battery bulb tool
      drill ladder paint tape scissors toy doll guitar piano keyboard speaker mic microphone projector adapter fridge freezer
      washer oven kettle sofa couch bed desk table shelf plant flowers present gift costume racket ball van trailer car truck
      lead leash crate cage pump hose heater fan printer monitor mouse cushion blanket pillow pram stroller seat cot
      """
    ),
    (
      .food,
      """
      coffee tea cake bread wine beer pizza pasta salad soup sandwich burger chicken cheese cookies cookie biscuit muffin pie
      curry rice samosa taco sushi noodles snacks crisps chips fruit apple strawberry egg milk juice chocolate ice-cream dessert
      pudding stew roast sausage bacon fish steak jollof plantain empanada dumpling brownie scone jam honey
      """
    ),
    (
      .place,
      """
      station office school cafe café restaurant library hospital pharmacy bank park gym pool hall church airport hotel hostel
      cinema theatre theater museum pub bar bakery garage reception entrance exit gate lobby platform classroom studio house
      flat apartment kitchen garden beach lake river bridge harbour pier mall shop store supermarket clinic depot warehouse
      playground campsite cabin farm stadium stairs cupboard attic basement canteen
      """
    ),
    (
      .money,
      "deposit rent fee fare price cost refund payment bill change tip budget fine wage salary money cash donation discount tax"
    ),
    (
      .matter,
      """
      booking reservation order delivery pickup repair plan date time place menu topic theme role team group room spot space seat
      lift decision idea question answer problem issue bug fix update password wifi weather rain traffic bus train flight taxi
      cab parking deadline extension size colour color news result score grade name dog cat puppy kitten baby kids venue
      reminder option choice offer job course project garden leak noise boiler roof door window keyhole light lights
      """
    ),
    (
      .health,
      "cold fever flu headache back knee ankle shoulder wrist tooth surgery operation injury ankle cough migraine bug"
    ),
  ]
}
