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
            small: page.small
        }
        TicketCard {
            Layout.fillWidth: true
            Layout.fillHeight: page.wide
            ticket: page.ticket
            words: page.words
            language: page.kiosk.language
            largeCode: page.failed || page.asked
            wide: page.wide
            small: page.small
        }
        Banner {
            objectName: "where"
            Layout.fillWidth: true
            tone: page.ticket.called ? "amber" : "soft"
            iconName: page.ticket.called ? "megaphone" : "armchair"
            lead: page.ticket.where
            say: page.ticket.where_note
            capMm: page.small ? 4.8 : 6
        }
        Note {
            Layout.fillWidth: true
            Layout.topMargin: page.small ? 0 : Theme.mm(4)
            visible: say !== ""
            say: page.kiosk.told.clears
            capMm: page.small ? 4.8 : 5.6
            horizontalAlignment: Text.AlignHCenter
        }
        Item {
            Layout.fillHeight: !page.wide
            visible: !page.wide
        }
        Foot {
            Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(page.small ? 20 : 26))

            SecondaryButton {
                objectName: "more-time"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                visible: page.kiosk.told.clears !== ""
                text: page.say("more-time")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.moreTime()
            }
            SecondaryButton {
                objectName: "paper-no"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                visible: page.asked
                text: page.say("paper-no-not-come")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.paperCame(false)
            }
            SecondaryButton {
                objectName: "print-again"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 3
                visible: page.ticket.paper === "not_printed"
                text: page.say("print-again")
                capMm: page.small ? 5.6 : 7
                onChosen: page.kiosk.printAgain()
            }
            Item {
                Layout.fillWidth: true
                Layout.preferredWidth: 3
                visible: page.ticket.paper === "printing" || page.ticket.paper === "no_printer"
            }
            PrimaryButton {
                objectName: page.asked ? "paper-yes" : "done"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 4
                text: page.say(page.asked ? "paper-yes-have-it" : page.failed ? "paper-written-down" : "done")
                capMm: page.small ? 5.6 : 7
                onChosen: page.asked ? page.kiosk.paperCame(true) : page.kiosk.done()
            }
        }
    }
}
