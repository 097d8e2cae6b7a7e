pragma ComponentBehavior: Bound
import QtQuick

// The languages side by side; the one spoken now is filled.
Rectangle {
    id: languages

    // [{code: "sw", name: "Kiswahili"}, …]
    required property var choices
    required property string current
    property real capMm: 5

    // Beside what a page is about.
    readonly property bool aside: true

    signal picked(code: string)

    implicitWidth: row.implicitWidth
    implicitHeight: row.implicitHeight
    radius: Theme.mm(5.5)
    color: Theme.card

    Row {
        id: row

        Repeater {
            id: repeater
            model: languages.choices

            Pressable {
                id: choice

                required property var modelData
                required property int index
                readonly property bool first: index === 0
                readonly property bool last: index === repeater.count - 1

                objectName: "language-" + modelData.code
                text: modelData.name
                language: modelData.code
                holds: true
                oneOf: true
                on: modelData.code === languages.current
                leftPadding: Theme.mm(6)
                rightPadding: leftPadding
                implicitHeight: Math.max(Theme.touch, Theme.mm(22))
                cornerRadius: languages.radius
                z: visualFocus ? 1 : 0
                Accessible.role: Accessible.RadioButton
                onChosen: languages.picked(choice.modelData.code)

                background: Rectangle {
                    color: choice.on ? Theme.green : choice.down ? Theme.cardPressed : Theme.card
                    topLeftRadius: choice.first ? languages.radius : 0
                    bottomLeftRadius: topLeftRadius
                    topRightRadius: choice.last ? languages.radius : 0
                    bottomRightRadius: topRightRadius
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
    Rectangle {
        anchors.fill: parent
        color: "transparent"
        radius: languages.radius
        border.color: Theme.greenEdge
        border.width: Theme.edgeWidth
    }
}
