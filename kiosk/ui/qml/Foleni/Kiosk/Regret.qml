pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Kit

// What does not work, said plainly in the middle of the page, with what else one can do.
ColumnLayout {
    id: regret

    // [{language: "…", title: "…", say: "…"}, …], one for each language.
    required property var sentences
    required property string iconName
    required property Room room
    readonly property bool several: sentences.length > 1

    anchors.verticalCenter: parent.verticalCenter
    width: parent.width
    spacing: Theme.mm(room.scaled(3, 9))

    Rectangle {
        Layout.bottomMargin: Theme.mm(3)
        visible: !regret.room.bare
        implicitWidth: Theme.mm(regret.room.scaled(26, 58))
        implicitHeight: implicitWidth
        radius: width / 4
        color: Theme.amber
        border.color: Theme.amberEdge
        border.width: Theme.edgeWidth

        Icon {
            anchors.centerIn: parent
            name: regret.iconName
            color: Theme.inkOnAmber
            sizeMm: regret.room.scaled(16, 36)
        }
    }
    Repeater {
        model: regret.sentences

        ColumnLayout {
            id: language

            required property var modelData
            readonly property string language: modelData.language

            Layout.fillWidth: true
            spacing: Theme.mm(regret.room.scaled(2, 4))

            Heading {
                Layout.fillWidth: true
                say: language.modelData.title
                capMm: regret.room.scaled(6, regret.several ? 12 : 13.5)
                Accessible.role: Accessible.AlertMessage
            }
            Body {
                Layout.fillWidth: true
                visible: say !== ""
                say: language.modelData.say
                capMm: regret.room.scaled(4.8, 8)
            }
        }
    }
}
