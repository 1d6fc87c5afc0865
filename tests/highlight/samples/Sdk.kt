package com.example.sdk

import com.example.*
import kotlin.collections.List as KList

/** Docs [Foo] @param x the x */
@Serializable
data class Invoice(val id: String, var amount: Long = 1_000L, @SerialName("c") private val currency: Currency? = null) : Base(id), Payable by x {
    companion object { const val LIMIT = 0xFF; val RE = Regex("""^\w+$""") }
    init { require(amount >= 0) { "bad ${amount + 1} $id \n \u00e9" } }
    val total: Double get() = amount * 1.5e3
    override suspend fun <T : Any> create(vararg items: T, block: (T) -> Unit): Result<T> = runCatching {
        // comment
        for (i in 0 until 10 step 2) { if (i % 2 == 0) continue else break@loop }
        val x = when (val r = client.get(id)) { is Ok -> r.value!!; in 1..3, null -> TODO(); else -> throw IllegalStateException("x") }
        items.filter { it !is String && it != null }.map { (a, b) -> a to b }.forEach(::println)
        return@runCatching x?.let { it as? T } ?: error("none")
    }
}
sealed interface Shape { object Circle : Shape; enum class E(val n: Int) { A(1), B(2); } }
inline fun <reified T> T.ext(noinline f: () -> Unit) { try { f() } catch (e: Exception) { } finally { } }
typealias Handler = (Int, String) -> Unit
fun main(args: Array<String>) { var i = 0; do { i++ } while (i < 3 || true); println('c' + "a$i${args[0].length}") }
