pragma ComponentBehavior: Bound
import QtQuick
import Foleni.Backend

// Pages that few visitors come to: made when they do, for a screen of any size.
Item {
    id: pages

    required property KioskScreen kiosk
    required property Words words
    required property Room room

    component Late: Loader {
        required property string page

        anchors.fill: parent
        active: pages.kiosk.page === page
    }

    Late {
        page: "code"
        sourceComponent: CodePage {
            kiosk: pages.kiosk
            words: pages.words
            room: pages.room
        }
    }
    Late {
        page: "appointment"
        sourceComponent: AppointmentPage {
            kiosk: pages.kiosk
            words: pages.words
            room: pages.room
        }
    }
    Late {
        page: "joining"
        sourceComponent: JoinPage {
            kiosk: pages.kiosk
            words: pages.words
            room: pages.room
        }
    }
    Late {
        page: "elsewhere"
        sourceComponent: ElsewherePage {
            kiosk: pages.kiosk
            words: pages.words
            room: pages.room
        }
    }
}
