import example.latchkey.*;

Latchkey latchkey = new Latchkey();

Session session = latchkey.sessions().getSession("session_1MTAPSADTJDR");
String status = session.status();
