/// What each fact of ``PlanFeatures`` counts, as log-odds.
///
/// Fitted on the training chats, see ``PlanWeightTable``.
enum PlanWeights {
  /// The log-odds that a candidate with these features is a plan.
  static func score(_ features: [String: Double]) -> Double {
    let isDayOnly = features["day_only"] != nil
    let isEnglish = features["english"] != nil
    let all = isEnglish ? EnglishPlanWeightTable.all : PlanWeightTable.all
    let dayOnly = isEnglish ? EnglishPlanWeightTable.dayOnly : PlanWeightTable.dayOnly
    var sum = 0.0
    for (name, value) in features {
      if let weight = all[name] { sum += Double(weight) * value }
      if isDayOnly, let weight = dayOnly[name] { sum += Double(weight) * value }
    }
    return sum
  }

  /// The likelihood that a chat's best candidate needs, and that others beside it need.
  static func thresholds(isKorean: Bool) -> (first: Double, further: Double) {
    isKorean ? PlanWeightTable.thresholds : EnglishPlanWeightTable.thresholds
  }
}
