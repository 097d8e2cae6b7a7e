import QtQuick
import Foleni.Backend

// Every page of the kiosk, each as a whole.
Item {
    id: pages

    required property KioskScreen kiosk
    required property Words words
    required property Room room

    StartPage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "start"
    }
    ServicesPage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "services"
    }
    // One that is lying and not high is too small for this page as a whole.
    PagedBefore {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "before" && pages.room.bare
    }
    BeforePage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "before" && !pages.room.bare
    }
    TicketPage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "ticket"
    }
    ScannedPage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "scanned"
    }
    SorryPage {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "lost" || pages.kiosk.page === "no_answer"
    }
}
