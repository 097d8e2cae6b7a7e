import QtQuick
import Foleni.Backend

// Every page of the kiosk as a small screen has it: one column, by steps.
Item {
    id: pages

    required property KioskScreen kiosk
    required property Words words
    required property Room room

    PagedStart {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "start"
    }
    PagedServices {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "services"
    }
    PagedBefore {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "before"
    }
    PagedTicket {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "ticket"
    }
    PagedScanned {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "scanned"
    }
    PagedSorry {
        kiosk: pages.kiosk
        words: pages.words
        room: pages.room
        visible: pages.kiosk.page === "lost" || pages.kiosk.page === "no_answer"
    }
}
