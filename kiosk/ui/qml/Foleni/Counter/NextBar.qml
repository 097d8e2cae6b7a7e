import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// The one next action: what it does, for whom, and its key.
CounterButton {
    id: bar

    property string note
    property string key
    property string iconName: "arrow-right"

    explained: note
    fill: Theme.green
    fillPressed: Theme.greenPressed
    outline: fill
    cornerRadius: Theme.mm(6)
    leftPadding: Theme.mm(10.5)
    rightPadding: Theme.mm(10.5)
    topPadding: Theme.mm(5)
    bottomPadding: Theme.mm(5)
    implicitHeight: Math.max(Theme.mm(30), implicitContentHeight + topPadding + bottomPadding)

    contentItem: RowLayout {
        spacing: Theme.mm(7)

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.mm(1)

            Line {
                Layout.fillWidth: true
                say: bar.text
                color: Theme.inkOnGreen
                capMm: 7
                weight: Font.Bold
                lineHeight: 0.95
                Accessible.ignored: true
            }
            Line {
                Layout.fillWidth: true
                visible: bar.note !== ""
                say: bar.note
                color: Theme.inkOnGreen
                capMm: 3.9
                Accessible.ignored: true
            }
        }
        KeyCap {
            visible: bar.key !== ""
            key: bar.key
            ink: Theme.inkOnGreen
            capMm: 3.4
        }
        Icon {
            name: bar.iconName
            color: Theme.inkOnGreen
            sizeMm: 13
        }
    }
}
