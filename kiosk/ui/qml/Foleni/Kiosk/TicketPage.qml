import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The ticket on the screen, whatever becomes of its paper.
KioskPage {
    id: page

    readonly property var ticket: kiosk.ticket
    readonly property bool asked: ticket.paper === "unconfirmed"
    readonly property bool failed: ticket.paper === "not_printed" || ticket.paper === "no_printer"

    ColumnLayout {
        anchors.fill: parent
        spacing: page.small ? Theme.mm(3) : Theme.gap

        PaperBanner {
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
            largeCode: page.failed || page.asked
            room: page.room
        }
        Banner {
            objectName: "where"
            Layout.fillWidth: true
            visible: !page.small
            tone: page.ticket.called ? "amber" : "soft"
            iconName: page.ticket.called ? "megaphone" : "armchair"
            lead: page.ticket.where
            say: page.ticket.where_note
            capMm: page.room.scaled(6, 6.8)
            iconMm: page.room.scaled(9, 14.4)
        }
        Note {
            Layout.fillWidth: true
            Layout.topMargin: page.wide ? 0 : Theme.mm(4)
            visible: say !== ""
            say: page.kiosk.told.clears
            capMm: page.room.scaled(4.8, 6)
            fixed: page.small
            horizontalAlignment: Text.AlignHCenter
        }
        Foot {
            room: page.room

            Way {
                room: page.room
                objectName: "more-time"
                visible: page.kiosk.told.clears !== ""
                text: page.say("more-time")
                onChosen: page.kiosk.moreTime()
            }
            Way {
                room: page.room
                objectName: "paper-no"
                visible: page.asked
                text: page.say("paper-no-not-come")
                onChosen: page.kiosk.paperCame(false)
            }
            Way {
                room: page.room
                objectName: "print-again"
                visible: page.ticket.paper === "not_printed"
                text: page.say("print-again")
                onChosen: page.kiosk.printAgain()
            }
            Item {
                Layout.fillWidth: true
                visible: page.ticket.paper === "no_printer"
            }
            WayOn {
                room: page.room
                objectName: page.asked ? "paper-yes" : "done"
                visible: page.ticket.paper !== "printing"
                text: page.say(page.asked ? "paper-yes-have-it" : page.failed
                                            ? "paper-written-down" : "done")
                onChosen: page.asked ? page.kiosk.paperCame(true) : page.kiosk.done()
            }
        }
    }
}
