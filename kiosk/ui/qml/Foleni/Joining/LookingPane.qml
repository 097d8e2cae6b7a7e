pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Foleni.Backend
import Foleni.Kit

// No centre is known: those that announce themselves, and the way to type an address.
ColumnLayout {
    id: pane

    required property JoiningScreen joining
    required property Words words
    property real scaled: 1
    property bool wide: false
    readonly property bool several: joining.found.length > 0

    spacing: Theme.mm(5 * scaled)

    EachTongue {
        Layout.fillWidth: true
        joining: pane.joining
        words: pane.words
        key: pane.several ? "joining-which" : "joining-looking"
        capMm: 7 * pane.scaled
        title: true
    }
    EachTongue {
        Layout.fillWidth: true
        visible: pane.joining.isCopy && !pane.several
        joining: pane.joining
        words: pane.words
        key: "joining-copied"
        capMm: 4.8 * pane.scaled
    }
    EachTongue {
        Layout.fillWidth: true
        visible: !pane.several && !pane.joining.isCopy
        joining: pane.joining
        words: pane.words
        key: "joining-looking-note"
        capMm: 4.8 * pane.scaled
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: pane.wide ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: Theme.mm(3 * pane.scaled)
        uniformCellWidths: true

        Repeater {
            model: pane.joining.found

            SecondaryButton {
                id: centre

                required property var modelData
                required property int index

                objectName: "centre-" + centre.index
                Layout.fillWidth: true
                Layout.fillHeight: true
                text: (centre.index + 1) + "  " + centre.modelData.name
                note: centre.modelData.address
                capMm: 5 * pane.scaled
                noteCapMm: 4.8 * Math.min(1.4, pane.scaled)
                topPadding: Theme.mm(2.5)
                fixed: true
                leftPadding: Theme.mm(4)
                onChosen: pane.joining.choose(centre.index)
            }
        }
    }
    Item {
        Layout.fillHeight: true
    }
    SecondaryButton {
        objectName: "type-address"
        Layout.fillWidth: true
        Layout.maximumWidth: Theme.mm(260 * pane.scaled)
        text: pane.words.each(pane.joining.languages, "joining-type-address", {})
        capMm: 4.8 * pane.scaled
        topPadding: Theme.mm(3)
        fixed: true
        quiet: true
        iconName: "keyboard"
        iconFirst: true
        onChosen: pane.joining.typeAddress()
    }
}
