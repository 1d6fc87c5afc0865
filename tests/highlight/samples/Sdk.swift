import Foundation
@testable import Example

/// Docs for `Client`.
/// - Parameter key: the key
@available(iOS 15.0, *)
public final class Client<T: Codable>: NSObject, Sendable where T: Equatable {
    private let key: String = ProcessInfo.processInfo.environment["API_KEY"] ?? "none"
    @Published var items: [String: [Int]] = ["a": [1, 0xFF, 1_000], "b": []]
    lazy var x: Double? = 1.5e3
    static func make(id: String, limit: Int = 10, _ rest: Any...) async throws -> Result<T, Error> {
        guard let url = URL(string: "https://api.example.com/v1/\(id)?x=\(limit + 1)\n\u{1F600}"), limit > 0 else { throw Err.bad }
        // comment
        /* block /* nested */ */
        let text = """
            multi \(id) "quoted"
            """
        for i in 0..<10 where i % 2 == 0 { print(i, terminator: "") ; continue }
        let names = items.filter { $0.value.count > 1 }.map(\.key).sorted(by: <)
        if case .success(let v)? = res, #available(macOS 12, *) { return .success(v as! T) } else if nil == x! { }
        switch self { case .a(let n) where n > 1: fallthrough; case .b, .c: break; default: return try await f() }
        defer { lock.unlock() }
        do { try run() } catch let e as ApiError { throw e } catch { }
        return x is String ? true : false
    }
    init?(key: String) { super.init(); self.key = key }
    deinit {}
    subscript(i: Int) -> T { get { arr[i] } set { arr[i] = newValue } }
}
enum Err: String, Error { case bad = "x", worse }
protocol P: AnyObject { associatedtype E; func f(_ x: inout Int) -> Self }
extension Array where Element == Int { mutating func dbl() { self = map { $0 * 2 } } }
struct S { let a: Int; var b: (Int, String)? { didSet { print(oldValue) } } }
