pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The ticket on the screen, whatever becomes of its paper.
KioskPage {
    id: page

    readonly property var ticket: kiosk.ticket
    readonly property bool threefold: ticket.above.does !== ""
    // What else could be said of the wait gives way to a long title, or to a third answer in bigger text.
    readonly property bool crowded: room.bare ? Theme.large && room.squat || banner.implicitHeight
                                                > Theme.mm(13) : Theme.large && (wide ?
                                                                                     !ticket.calm :
                                                                                     threefold) ||
                                                !wide && room.heightMm < 450

    // A third answer; on an upright screen in a row of its own.
    component Above: Way {
        room: page.room
        objectName: page.ticket.above.does
        text: page.ticket.above.say
        onChosen: page.kiosk.answer(page.ticket.above.does)
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        PaperBanner {
            id: banner
            Layout.fillWidth: true
            ticket: page.ticket
            room: page.room
        }
        TicketCard {
            Layout.fillWidth: true
            Layout.fillHeight: true
            ticket: page.ticket
            words: page.words
            language: page.kiosk.language
            largeCode: !page.ticket.calm
            room: page.room
            crowded: page.crowded
        }
        Banner {
            readonly property bool live: true

            objectName: "where"
            Layout.fillWidth: true
            visible: !page.small
            tone: page.ticket.called ? "amber" : "soft"
            iconName: page.ticket.called ? "megaphone" : "armchair"
            lead: page.ticket.where
            say: page.crowded ? "" : page.ticket.where_note
            capMm: page.room.scaled(6, 6.8)
            iconMm: page.room.scaled(9, 14.4)
        }
        Note {
            readonly property bool aside: true

            Layout.fillWidth: true
            Layout.topMargin: page.wide ? 0 : Theme.mm(4)
            visible: say !== ""
            say: page.kiosk.told.clears
            capMm: page.room.scaled(4.8, 6)
            horizontalAlignment: Text.AlignHCenter
        }
        Above {
            Layout.fillHeight: false
            Layout.preferredHeight: Theme.mm(page.room.scaled(20, 26))
            visible: !page.wide && page.threefold
        }
        Foot {
            room: page.room

            Above {
                visible: page.wide && page.threefold
            }
            Way {
                room: page.room
                objectName: page.ticket.aside.does
                visible: page.ticket.aside.does !== ""
                text: page.ticket.aside.say
                onChosen: page.kiosk.answer(page.ticket.aside.does)
            }
            Item {
                Layout.fillWidth: true
                visible: page.ticket.aside.does === ""
            }
            WayOn {
                room: page.room
                objectName: page.ticket.onward.does
                visible: page.ticket.onward.does !== ""
                text: page.ticket.onward.say
                onChosen: page.kiosk.answer(page.ticket.onward.does)
            }
        }
    }
}
