import Synchronization
import Tensor
import Testing

@Suite struct PoolTests {
  @Test("every tile runs once, on a thread of the pool", arguments: [1, 2, 3, 8], [true, false])
  func everyTileRunsOnce(threads: Int, maySpin: Bool) throws {
    let pool = try ThreadPool(threads: threads, maySpin: maySpin)
    #expect(pool.threads == threads)
    for tiles in [0, 1, 2, 3, 7, 1_000] {
      let counts = AlignedBuffer<Int32>(count: max(tiles, 1))
      let wrongThreads = Atomic(0)
      let base = counts.base
      for _ in 0..<20 {
        pool.run(tiles: tiles) { thread, tile in
          base[tile] += 1
          if !(0..<threads).contains(thread) { wrongThreads.add(1, ordering: .relaxed) }
        }
      }
      #expect((0..<tiles).allSatisfy { base[$0] == 20 })
      #expect(wrongThreads.load(ordering: .relaxed) == 0)
    }
  }

  @Test func aRegionInsideARegionRunsOnItsOwnThread() throws {
    let pool = try ThreadPool(threads: 3)
    let sum = Atomic(0)
    let strangers = Atomic(0)
    pool.run(tiles: 10) { outer, _ in
      pool.run(tiles: 10) { inner, tile in
        sum.add(tile, ordering: .relaxed)
        if inner != outer { strangers.add(1, ordering: .relaxed) }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 450)
    #expect(strangers.load(ordering: .relaxed) == 0)
  }

  @Test func regionsOfDifferentCallersDoNotMix() async throws {
    let pool = try ThreadPool(threads: 2, maySpin: false)
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let sum = Atomic(0)
          for _ in 0..<50 { pool.run(tiles: 20) { _, tile in sum.add(tile, ordering: .relaxed) } }
          return sum.load(ordering: .relaxed)
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sums == [9_500, 9_500, 9_500, 9_500])
  }

  @Test func aCancelledRegionStartsNoFurtherTile() throws {
    let pool = try ThreadPool(threads: 1)
    let flag = try CancellationFlag()
    var ran: [Int] = []
    pool.run(tiles: 10, cancellation: flag) { _, tile in
      ran.append(tile)
      if tile == 3 { flag.cancel() }
    }
    #expect(ran == [0, 1, 2, 3])
    #expect(flag.isCancelled)
    flag.reset()
    #expect(!flag.isCancelled)
  }
}
