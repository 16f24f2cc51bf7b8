import Tensor

/// Mixtures of experts. A row's bits do not depend on which rows go the same way: its experts' parts
/// are added in the order of their indices, to what the shared part made.
extension Decoder {
  func feedForward(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, _ input: FloatRows, _ phase: Phase
  ) {
    let added = FloatRows(scratch.added.base, rows: input.rows, columns: input.columns)
    route(plan, weights, input)
    if let shared = weights.shared {
      feedForward(plan.sharedPlan, shared, input, phase)
      if let gate = weights.sharedGate { weighShared(added, by: gate, input) }
    } else {
      added.base.update(repeating: 0, count: added.rows * added.columns)
    }
    addChosen(plan, weights, input, to: added, phase)
  }

  /// A dense part with experts beside it: each has a norm of its input and one of what it makes,
  /// and the router one of its own, all of the same stream.
  func feedForward(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, beside: BesideWeights, _ densePlan: DensePlan,
    _ input: FloatRows, _ stream: FloatRows, _ phase: Phase
  ) {
    let added = FloatRows(scratch.added.base, rows: input.rows, columns: input.columns)
    let kept = FloatRows(expertScratch.beside.base, rows: input.rows, columns: input.columns)
    let normed = FloatRows(scratch.normed.base, rows: input.rows, columns: input.columns)
    let epsilon = constants.epsilon
    feedForward(densePlan, beside.dense, input, phase)
    compute.normalize(added, weight: beside.afterDense, epsilon: epsilon, into: kept)
    compute.normalize(stream, weight: beside.beforeRouter, epsilon: epsilon, into: normed)
    route(plan, weights, normed)
    compute.normalize(stream, weight: beside.beforeExperts, epsilon: epsilon, into: normed)
    added.base.update(repeating: 0, count: added.rows * added.columns)
    addChosen(plan, weights, normed, to: added, phase)
    compute.normalize(added, weight: beside.afterExperts, epsilon: epsilon, into: added)
    compute.add(kept, to: added)
  }

  private func addChosen(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, _ input: FloatRows, to added: FloatRows,
    _ phase: Phase
  ) {
    if input.rows == 1 {
      addExperts(plan, weights, ofRow: input, to: added, phase)
    } else {
      addExperts(plan, weights, input, to: added, phase)
    }
  }

  private func route(_ plan: ExpertsPlan, _ weights: ExpertsWeights, _ input: FloatRows) {
    let scores = FloatRows(expertScratch.scores.base, rows: input.rows, columns: plan.count)
    compute.multiplyExactly(weights.router, by: input, into: scores)
    add(weights.routerBias, to: scores)
    let routing = Routing(plan: plan, bias: weights.selectionBias)
    for row in 0..<input.rows {
      routing.choose(
        scores.row(row), choice: expertScratch.choice.base,
        experts: expertScratch.experts.base + row * plan.used,
        weights: expertScratch.weights.base + row * plan.used)
    }
    guard let scales = weights.beside?.scales else { return }
    for slot in 0..<input.rows * plan.used {
      expertScratch.weights.base[slot] *= scales[Int(expertScratch.experts.base[slot])]
    }
  }

  private func weighShared(_ added: FloatRows, by gate: WeightMatrix, _ input: FloatRows) {
    let gates = FloatRows(expertScratch.scores.base, rows: input.rows, columns: 1)
    compute.multiplyExactly(gate, by: input, into: gates)
    for row in 0..<input.rows {
      compute.scale(added.rows(row..<row + 1), by: Routing.sigmoid(gates.base[row]))
    }
  }

  // MARK: - Many rows: each expert multiplies its rows at once

  private func addExperts(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, _ input: FloatRows, to added: FloatRows,
    _ phase: Phase
  ) {
    sortByExpert(plan, rows: input.rows)
    var start = 0
    for expert in 0..<plan.count {
      let end = Int(expertScratch.ends.base[expert])
      defer { start = end }
      guard end > start else { continue }
      if compute.isCancelled { return }
      let slots = UnsafeBufferPointer(start: expertScratch.slots.base + start, count: end - start)
      let x = FloatRows(expertScratch.gathered.base, rows: slots.count, columns: input.columns)
      for (place, slot) in slots.enumerated() {
        x.row(place).update(from: input.row(Int(slot) / plan.used), count: x.columns)
      }
      let results = FloatRows(expertScratch.results.base, rows: slots.count, columns: input.columns)
      multiply(plan, weights, expert, x, into: results, phase)
      for (place, slot) in slots.enumerated() {
        addResult(
          results.rows(place..<place + 1), by: expertScratch.weights.base[Int(slot)],
          to: added, row: Int(slot) / plan.used)
      }
    }
  }

  /// Lists the places of the rows' choices, an expert after the other, rows rising.
  private func sortByExpert(_ plan: ExpertsPlan, rows: Int) {
    let (ends, slots) = (expertScratch.ends.base, expertScratch.slots.base)
    let experts = expertScratch.experts.base
    ends.update(repeating: 0, count: plan.count)
    for slot in 0..<rows * plan.used { ends[Int(experts[slot])] += 1 }
    for expert in 1..<max(1, plan.count) { ends[expert] += ends[expert - 1] }
    for slot in (0..<rows * plan.used).reversed() {
      ends[Int(experts[slot])] -= 1
      slots[Int(ends[Int(experts[slot])])] = Int32(slot)
    }
    // Now they are where each begins: the next one's beginning is the end.
    for expert in 0..<plan.count - 1 { ends[expert] = ends[expert + 1] }
    ends[plan.count - 1] = Int32(rows * plan.used)
  }

  private func multiply(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, _ expert: Int, _ x: FloatRows,
    into results: FloatRows, _ phase: Phase
  ) {
    let gate = FloatRows(scratch.gate.base, rows: x.rows, columns: plan.innerWidth)
    let up = FloatRows(scratch.up.base, rows: x.rows, columns: plan.innerWidth)
    compute.multiply(
      weights.gates[expert], weights.ups[expert], by: x, into: gate, up, phase: phase)
    add(weights.gateBiases.map { $0 + expert * plan.innerWidth }, to: gate)
    add(weights.upBiases.map { $0 + expert * plan.innerWidth }, to: up)
    apply(plan.unit, gate, up)
    compute.multiply(weights.downs[expert], by: gate, into: results, phase: phase)
    add(weights.downBiases.map { $0 + expert * results.columns }, to: results)
  }

  // MARK: - One row: its experts are multiplied in one parallel region

  private func addExperts(
    _ plan: ExpertsPlan, _ weights: ExpertsWeights, ofRow x: FloatRows, to added: FloatRows,
    _ phase: Phase
  ) {
    let (used, inner, experts) = (plan.used, plan.innerWidth, expertScratch.experts.base)
    let gates = FloatRows(expertScratch.gates.base, rows: used, columns: inner)
    let ups = FloatRows(expertScratch.ups.base, rows: used, columns: inner)
    let results = FloatRows(expertScratch.results.base, rows: used, columns: x.columns)
    compute.multiply(count: 2 * used, by: x, step: 0, phase: phase) { index in
      let expert = Int(experts[index / 2])
      return index % 2 == 0 ? weights.gates[expert] : weights.ups[expert]
    } into: { index in
      (index % 2 == 0 ? gates : ups).rows(index / 2..<index / 2 + 1)
    }
    for slot in 0..<used {
      let expert = Int(experts[slot])
      add(weights.gateBiases.map { $0 + expert * inner }, to: gates.rows(slot..<slot + 1))
      add(weights.upBiases.map { $0 + expert * inner }, to: ups.rows(slot..<slot + 1))
    }
    apply(plan.unit, gates, ups)
    let side = FloatRows(gates.base, rows: 1, columns: used * inner)
    compute.multiply(count: used, by: side, step: inner, phase: phase) { index in
      weights.downs[Int(experts[index])]
    } into: { index in
      results.rows(index..<index + 1)
    }
    for slot in 0..<used {
      let result = results.rows(slot..<slot + 1)
      add(weights.downBiases.map { $0 + Int(experts[slot]) * x.columns }, to: result)
      addResult(result, by: expertScratch.weights.base[slot], to: added, row: 0)
    }
  }

  // MARK: - Both

  private func apply(_ unit: ExpertsPlan.Unit, _ gate: FloatRows, _ up: FloatRows) {
    switch unit {
    case .gated(let activation):
      compute.gateMultiply(activation, gate: gate, up: up, into: gate)
    case .bounded(let alpha, let limit):
      compute.boundGates(gate, up, alpha: alpha, limit: limit)
      compute.gateMultiply(.silu, gate: gate, up: up, into: gate)
    }
  }

  private func addResult(
    _ result: FloatRows, by weight: Float, to added: FloatRows, row: Int
  ) {
    compute.scale(result, by: weight)
    compute.add(result, to: added.rows(row..<row + 1))
  }
}
