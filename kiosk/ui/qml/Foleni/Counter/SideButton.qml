import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// An action that is there whoever is at the counter.
CounterButton {
    id: button

    property string iconName
    required property string key
    // Its key means something while a panel is open.
    property bool inPanel: false

    leftPadding: Theme.mm(5)
    rightPadding: Theme.mm(4.5)
    topPadding: Theme.mm(0.5)
    bottomPadding: Theme.mm(0.5)

    contentItem: RowLayout {
        spacing: Theme.mm(3.5)

        Icon {
            name: button.iconName
            color: Theme.ink
            sizeMm: 7
        }
        Line {
            Layout.fillWidth: true
            say: button.text
            capMm: button.height < Theme.mm(14) ? 3.4 : 3.9
            weight: Font.Bold
            lineHeight: 0.9
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        KeyCap {
            visible: button.key !== "" && (button.inPanel || button.counter.panel === "")
            key: button.key
        }
    }
}
