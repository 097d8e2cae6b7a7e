import QtQuick

// Says across the screen that something is not as usual: nothing here is for real, or nobody else knows of it.
Rectangle {
    id: banner

    objectName: "sample-banner"

    property string say
    property real capMm: 3.4
    // The same, one language after the other: [{language, say}, …].
    property var aloud
    readonly property bool aside: true

    visible: say !== ""
    implicitHeight: visible ? words.implicitHeight + Theme.mm(2.5) : 0
    color: Theme.amber

    Line {
        id: words
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.mm(4)
        say: banner.say
        color: Theme.inkOnAmber
        capMm: banner.capMm
        fixed: true
        weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
    }
}
