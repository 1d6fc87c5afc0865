import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Session session = latchkey.sessions().revokeSession("session_1MSVSY488E6N");
Optional<String> endedAt = session.endedAt();
