pragma ComponentBehavior: Bound
import QtQuick

// The languages side by side; the one spoken now is filled.
Item {
    id: languages

    // [{code: "sw", name: "Kiswahili"}, …]
    required property var choices
    required property string current
    property real capMm: 5
    // Where they have no room side by side they stand in rows.
    property int columns: choices.length

    // Beside what a page is about.
    readonly property bool aside: true

    signal picked(code: string)

    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight

    Grid {
        id: row
        columns: Math.max(1, languages.columns)
        spacing: Theme.mm(3)

        Repeater {
            model: languages.choices

            Pressable {
                id: choice

                required property var modelData

                objectName: "language-" + modelData.code
                text: modelData.name
                language: modelData.code
                holds: true
                oneOf: true
                on: modelData.code === languages.current
                leftPadding: Theme.mm(5)
                rightPadding: leftPadding
                implicitHeight: Math.max(Theme.touch, Theme.mm(22))
                cornerRadius: Theme.mm(5.5)
                z: visualFocus ? 1 : 0
                Accessible.role: Accessible.RadioButton
                onChosen: languages.picked(choice.modelData.code)

                background: Rectangle {
                    color: choice.on ? Theme.green : choice.down ? Theme.cardPressed : Theme.card
                    radius: choice.cornerRadius
                    border.color: choice.on ? Theme.green : Theme.greenEdge
                    border.width: Theme.edgeWidth
                }
                contentItem: Line {
                    say: choice.text
                    color: choice.on ? Theme.inkOnGreen : Theme.greenDark
                    capMm: languages.capMm
                    fixed: true
                    weight: Font.Bold
                    wrapMode: Text.NoWrap
                    horizontalAlignment: Text.AlignHCenter
                    verticalAlignment: Text.AlignVCenter
                    Accessible.ignored: true
                }
            }
        }
    }
}
