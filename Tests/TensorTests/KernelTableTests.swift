import Tensor
import Testing

@Suite struct KernelTableTests {
  @Test func theBestTableIsChosenUnlessOneIsNamed() throws {
    #expect(try KernelTable.chosen(named: nil).name == KernelTable.supported.last?.name)
    #expect(try KernelTable.chosen(named: "").name == KernelTable.supported.last?.name)
    for table in KernelTable.supported {
      #expect(try KernelTable.chosen(named: table.name).name == table.name)
    }
    #expect(KernelTable.supported.first?.name == "scalar")
  }

  @Test func anUnknownNameListsWhatThereIs() {
    let error = #expect(throws: KernelTableError.self) { try KernelTable.chosen(named: "avx3") }
    #expect(error?.supported == KernelTable.supported.map(\.name))
    #expect(error?.isKnown == false)
    #expect(error?.description.contains("\"avx3\"") == true)
    #expect(error?.description.contains("scalar") == true)
  }
}
