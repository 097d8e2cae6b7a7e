pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The open centre: a greeting, the languages, the code reader, and how many wait.
KioskPage {
    id: panel

    GridLayout {
        anchors.fill: parent
        columns: panel.wide ? 2 : 1
        columnSpacing: Theme.mm(14)
        rowSpacing: panel.small ? Theme.mm(4) : Theme.mm(12)

        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.topMargin: panel.small ? 0 : Theme.mm(12)
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(1)

            Repeater {
                model: panel.kiosk.languages

                Heading {
                    required property var modelData

                    Layout.fillWidth: true
                    Layout.bottomMargin: panel.small ? 0 : -Theme.mm(4)
                    capMm: panel.small ? 9 : 15
                    fixed: panel.small
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
                    capMm: panel.small ? 4.8 : 6.4
                    say: panel.words.say(modelData.code, "kiosk-touch-language")
                }
            }
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            Layout.alignment: Qt.AlignTop
            spacing: Theme.mm(6)

            Repeater {
                model: panel.kiosk.languages

                ActionButton {
                    required property var modelData
                    required property int index
                    readonly property bool first: index === 0

                    objectName: "language-" + modelData.code
                    Layout.fillWidth: true
                    Layout.preferredHeight: Math.max(implicitHeight, Theme.mm(panel.small ? 26 : 57))
                    text: modelData.name
                    note: panel.words.say(modelData.code, "kiosk-take-your-ticket")
                    iconName: "arrow-right"
                    capMm: panel.small ? 8 : 12
                    fill: first ? Theme.green : Theme.card
                    fillPressed: first ? Theme.greenPressed : Theme.cardPressed
                    ink: first ? Theme.inkOnGreen : Theme.greenDark
                    outline: first ? Theme.green : Theme.greenEdge
                    onChosen: panel.kiosk.chooseLanguage(modelData.code)
                }
            }
        }
        ScanHint {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            kiosk: panel.kiosk
            words: panel.words
        }
        Item {
            Layout.fillHeight: true
            visible: !panel.wide
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignBottom
            spacing: Theme.mm(1)

            Repeater {
                model: panel.kiosk.start.welcomes

                Line {
                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    say: modelData.waiting
                    color: index === 0 ? Theme.ink : Theme.ink2
                    weight: index === 0 ? Font.Bold : Font.Medium
                    capMm: panel.small ? 4.8 : 5.6
                }
            }
        }
    }
}
