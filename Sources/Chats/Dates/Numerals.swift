/// Small numbers in words, as Korean and English say hours and days.
enum Numerals {
  /// Korean numerals before 시 and counters; the longer ones first.
  static let korean: [(Term, Int)] = [
    ("열한", 11), ("열하나", 11), ("열두", 12), ("열둘", 12), ("한", 1), ("두", 2), ("세", 3), ("네", 4),
    ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("여덜", 8), ("아홉", 9), ("열", 10),
  ]

  /// Days counted in Korean words.
  static let koreanDays: [(Term, Int)] = [
    ("하루", 1), ("이틀", 2), ("사흘", 3), ("나흘", 4), ("닷새", 5), ("엿새", 6), ("이레", 7), ("여드레", 8),
    ("아흐레", 9), ("열흘", 10), ("보름", 15),
  ]

  static let english: [(Term, Int)] = [
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7),
    ("eight", 8), ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12),
  ]

  static let englishMinutes: [(Term, Int)] = [
    ("quarter", 15), ("five", 5), ("ten", 10), ("twenty", 20), ("twenty five", 25),
    ("twenty-five", 25), ("5", 5), ("10", 10), ("20", 20), ("25", 25),
  ]
}
