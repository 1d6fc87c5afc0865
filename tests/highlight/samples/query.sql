-- comment
SELECT a.id, COUNT(*) AS n, SUM(b.amount * 1.5) total, "quoted", `back`, [brackets]
FROM invoices AS a LEFT OUTER JOIN `payments` b ON b.invoice_id = a.id AND b.status IN ('paid', 'it''s')
WHERE a.created_at >= '2024-01-01' AND NOT (a.x IS NULL OR a.y LIKE '%x_') /* block */
GROUP BY a.id HAVING COUNT(*) > 10 ORDER BY n DESC LIMIT 10 OFFSET 5;
INSERT INTO t (a, b) VALUES (1, NULL), (TRUE, 'x');
CREATE TABLE IF NOT EXISTS users (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255) NOT NULL DEFAULT 'x', at TIMESTAMP, UNIQUE KEY k (name), FOREIGN KEY (x) REFERENCES y(id) ON DELETE CASCADE);
UPDATE t SET a = a + 1, b = CASE WHEN c > 0 THEN 'x' ELSE 'y' END WHERE id = :id; DELETE FROM t; DROP TABLE x;
CREATE OR REPLACE FUNCTION f(x int) RETURNS int AS $$ BEGIN RETURN x; END; $$ LANGUAGE plpgsql;
BEGIN; ALTER TABLE t ADD COLUMN z DECIMAL(10,2); GRANT ALL ON t TO u; COMMIT; # hash
