import QtQuick
import Foleni.Backend

// The root of every screen; the application gives it its size and shows it.
Window {
    required property Look look

    color: Theme.paper
}
