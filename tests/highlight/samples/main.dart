import 'dart:async';
/// Docs
class A<T> extends B with C implements D { final int? x; A({required this.x, super.key}); Future<void> f() async { await g('a $x ${x! + 1}'); } }
void main() => print(r'raw' """m""");
