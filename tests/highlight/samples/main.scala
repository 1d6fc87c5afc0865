package a.b
import c.{D => E, _}
case class Foo[T <: Bar](x: Int, y: Option[String] = None) extends Baz with Qux { def f(a: => Int): String = s"v $x ${y.map(_ + 1)}" match { case s"a" => """raw""" case _ if x > 1 => 'c' } }
object Main extends App { for { i <- 1 to 10 if i % 2 == 0 } yield i; val l = List(1, 2).map(_ * 2) /* c */ }
