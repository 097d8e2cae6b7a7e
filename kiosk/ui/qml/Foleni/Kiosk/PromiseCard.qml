import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// How many are ahead and about how long it takes.
Card {
    id: card

    required property var promise
    required property Words words
    required property string language
    required property Room room
    // Read by columns the figures would lose their headings.
    readonly property string aloud: [promise.summary + ".", promise.notice, brief ? promise.no_paper :
                                                                                    ""].filter(
        words => words !== "").join(" ")
    readonly property bool small: room.small
    // Without room for more it says in three words that there is no paper.
    readonly property bool brief: room.paged || room.wide && room.heightMm < 200
    // The widest numbers of three figures stand side by side.
    readonly property real numberMm: Math.min(room.scaled(13, 13), (availableWidth / Theme.pxPerMm
                                                                    - 8) / 9.8 - (Theme.large ? 2.5 :
                                                                                                0))

    readonly property real waitWidth: promise.wait_unit === "" ? (availableWidth - Theme.mm(4)) / 2 :
                                                                 Math.max((availableWidth - Theme.mm(
                                                                               4)) / 2, waits.implicitWidth
                                                                          + unit.implicitWidth
                                                                          + Theme.mm(3))

    Accessible.role: Accessible.Grouping
    Accessible.name: aloud
    padding: small ? Theme.mm(4) : Theme.mm(9 * room.ease)

    contentItem: ColumnLayout {
        spacing: Theme.mm(2)

        Line {
            Layout.fillWidth: true
            visible: card.small
            say: card.promise.summary
            weight: Font.Bold
        }
        GridLayout {
            Layout.fillWidth: true
            visible: !card.small
            columns: 2
            columnSpacing: Theme.mm(4)
            rowSpacing: 0

            Note {
                Layout.fillWidth: true
                Layout.preferredWidth: card.availableWidth - card.waitWidth - Theme.mm(4)
                Layout.alignment: Qt.AlignTop
                say: card.words.say(card.language, "kiosk-people-ahead")
                capMm: card.room.scaled(4.8, 5.2)
            }
            Note {
                Layout.fillWidth: true
                Layout.preferredWidth: card.waitWidth
                Layout.alignment: Qt.AlignTop
                say: card.words.say(card.language, "kiosk-estimated-wait")
                capMm: card.room.scaled(4.8, 5.2)
                horizontalAlignment: Text.AlignRight
            }
            NumberText {
                say: card.promise.ahead
                capMm: card.numberMm
            }
            RowLayout {
                Layout.alignment: Qt.AlignRight
                Layout.fillWidth: card.promise.wait_unit === ""
                spacing: Theme.mm(3)

                NumberText {
                    id: waits
                    visible: card.promise.wait_unit !== ""
                    Layout.alignment: Qt.AlignBaseline
                    say: card.promise.wait
                    capMm: card.numberMm
                }
                Line {
                    id: unit
                    visible: card.promise.wait_unit !== ""
                    Layout.alignment: Qt.AlignBaseline
                    say: card.promise.wait_unit
                    capMm: card.room.scaled(6, 7)
                    weight: Font.Bold
                }
                Line {
                    Layout.fillWidth: true
                    visible: card.promise.wait_unit === ""
                    say: card.promise.wait
                    capMm: card.room.scaled(6, 7)
                    weight: Font.Bold
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
        Note {
            Layout.fillWidth: true
            visible: say !== ""
            say: card.promise.notice
            capMm: card.room.scaled(4.8, 4.8)
        }
        Line {
            objectName: "no-paper-short"
            Layout.fillWidth: true
            visible: card.brief && say !== ""
            say: card.promise.no_paper
        }
    }
}
