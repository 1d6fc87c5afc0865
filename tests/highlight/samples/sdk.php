<?php
declare(strict_types=1);
namespace Example\Sdk;
use Example\{Client, Errors as E};
/**
 * Docs @param string $key
 * @return array<int, Invoice>
 */
#[Attribute(Attribute::TARGET_CLASS)]
final class Service extends Base implements \Countable, Foo
{
    use Helpers;
    public const LIMIT = 0x1F;
    private ?string $key = null;
    public function __construct(private readonly Client $client, int|float $n = 1.5, array &...$rest) {}
    public static function make(string $id, bool $dry = false): ?static
    {
        $url = "https://api.example.com/v1/{$id}/$this->key?x=${y} \n \x41 \$no {$a['b']->c()}";
        $single = 'it\'s $raw';
        $text = <<<EOT
        Hello $name {$obj->method(1)} <b>bold</b>
        EOT;
        $raw = <<<'SQL'
        SELECT * FROM t WHERE a = 'b'
        SQL;
        // comment
        # another
        if (!isset($this->key) && strlen($url) >= 10 || $a <=> $b) { throw new \InvalidArgumentException(sprintf('%s %05.2f', $id, 1)); }
        foreach ($items as $k => [$a, 'b' => $c]) { echo $k, PHP_EOL; continue 2; }
        $fn = fn(int $x): int => $x ** 2 + self::LIMIT; $g = function () use ($fn, &$y) { return yield $fn(1); };
        return match (true) { $x instanceof Foo => $x?->bar, default => null } ?? [1, 'two' => 3.0e5, ...$z];
        try { list($a, , $b) = preg_match('/^(\w+)\s*[a-z]{2,3}$/iu', $s, $m); } catch (E\Api | Other $e) { } finally { }
    }
}
function helper(int ...$n): void { global $x; static $y = 0; unset($x[$y]); }
?>
<p class="x"><?= htmlspecialchars($name) ?></p>
<script>var a = <?php echo json_encode($a); ?>;</script>
