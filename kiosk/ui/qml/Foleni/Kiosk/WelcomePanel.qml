pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The open centre: a greeting, the languages, the code reader, and how many wait.
KioskPage {
    id: panel

    // How much of its room each language has that was drawn for two.
    readonly property real share: Math.min(1, 2 / kiosk.languages.length)
    // Lowered, the distances give way first.
    readonly property real loose: !wide && room.heightMm < 450 ? 0.4 : 1

    GridLayout {
        anchors.fill: parent
        columns: panel.wide ? 2 : 1
        uniformCellWidths: true
        columnSpacing: panel.small ? Theme.mm(6) : Theme.mm(14)
        rowSpacing: panel.room.bare ? Theme.mm(2) : panel.small ? Theme.mm(4) : Theme.mm(14
                                                                                         * panel.loose
                                                                                         * panel.share
                                                                                         * panel.share)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.topMargin: panel.wide ? 0 : Theme.mm(12 * panel.share * panel.loose)
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(1)

            Repeater {
                model: panel.kiosk.languages

                Heading {
                    required property var modelData

                    Layout.fillWidth: true
                    Layout.bottomMargin: panel.small ? 0 : -Theme.mm(4)
                    capMm: panel.room.scaled(8, 17.5) * (0.4 + 0.6 * panel.share)
                    language: modelData.code
                    say: panel.words.say(modelData.code, "kiosk-welcome")
                }
            }
            Item {
                implicitHeight: Theme.mm(panel.small ? 2 : 6)
            }
            Repeater {
                model: panel.kiosk.languages

                Note {
                    required property var modelData

                    Layout.fillWidth: true
                    visible: !panel.room.bare
                    capMm: Math.max(4.8, panel.share * panel.room.scaled(4.8, 7))
                    language: modelData.code
                    say: panel.words.say(modelData.code, "kiosk-touch-language")
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: panel.room.bare ? Theme.mm(3) : panel.small ? Theme.mm(4) : Theme.mm(6)

            Repeater {
                model: panel.kiosk.languages

                ActionButton {
                    required property var modelData
                    required property int index
                    readonly property bool first: index === 0

                    objectName: "language-" + modelData.code
                    language: modelData.code
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(panel.share
                                                                              * panel.room.scaled(26,
                                                                                                  63)))
                    text: modelData.name
                    note: panel.words.say(modelData.code, "kiosk-take-your-ticket")
                    leading: true
                    leftPadding: Theme.mm(panel.room.bare ? 5 : Math.min(15, capMm * 1.7))
                    topPadding: panel.room.bare ? Theme.mm(1) : Theme.mm(3)
                    bottomPadding: topPadding
                    iconName: panel.room.bare ? "" : "arrow-right"
                    capMm: panel.room.squat ? 7 : panel.room.scaled(7, 13.6) * (0.4 + 0.6
                                                                                * panel.share)
                    noteCapMm: Math.max(4.8, capMm * 0.55)
                    fill: first ? Theme.green : Theme.card
                    fillPressed: first ? Theme.greenPressed : Theme.cardPressed
                    ink: first ? Theme.inkOnGreen : Theme.greenDark
                    outline: first ? Theme.green : Theme.greenEdge
                    onChosen: panel.kiosk.chooseLanguage(modelData.code)
                }
            }
        }
        ScanHint {
            Layout.row: panel.wide ? 1 : 2
            Layout.column: panel.wide && !panel.room.bare ? 1 : 0
            Layout.columnSpan: panel.room.bare ? 2 : 1
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            kiosk: panel.kiosk
            words: panel.words
            room: panel.room
        }
        WaitingLines {
            Layout.row: panel.wide ? 1 : 3
            Layout.column: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !panel.room.bare
            kiosk: panel.kiosk
            room: panel.room
        }
    }
}
