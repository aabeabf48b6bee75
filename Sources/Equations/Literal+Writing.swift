/// Values as Swift writes them: `["w": 0.5, "x": [[1, 0], [0, 1]]]`.
extension Literal: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral
{
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: Literal...) { self = .list(elements) }
}
