import example.latchkey.*;
import java.util.Optional;

Latchkey latchkey = new Latchkey();

Page<Session> sessions = latchkey.sessions().listSessions(
    ListSessionsOptions.builder()
        .userId("user_1MP9CBCNV1JB")
        .status("active")
        .build());
Optional<String> cursor = sessions.nextCursor();
