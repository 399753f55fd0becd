package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import java.util.Optional;

/** One way to send a notice. */
interface Carrier {

    /** What kept a notice from being taken. @param passing whether another try may go better */
    record Trouble(Failure failure, boolean passing) {}

    /** One try, of limited time. */
    Optional<Trouble> carry(Notice notice) throws InterruptedException;
}
