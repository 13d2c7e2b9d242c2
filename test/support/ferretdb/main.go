// FerretDB for the tests: a server that speaks MongoDB's protocol over TCP and keeps its data in SQLite.
// Usage: ferretdb ADDRESS FOLDER. Prints its address once it takes connections.
//
// FerretDB 1.24 reads and writes in separate steps, so that two updates at once can lose one; MongoDB promises that an
// update of one document is atomic. So connections share one lock here: a command is done before the next begins.
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	address, folder := os.Args[1], os.Args[2]
	behind := filepath.Join(folder, "ferretdb.sock")
	os.Remove(behind) // left by a kill
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{Unix: behind},
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
	})
	check(err)
	front, err := net.Listen("tcp", address)
	check(err)
	go takeTurns(front, behind)
	fmt.Println(front.Addr())
	check(server.Run(context.Background()))
}

func takeTurns(front net.Listener, behind string) {
	var turn sync.Mutex
	for {
		client, err := front.Accept()
		check(err)
		go func() {
			defer client.Close()
			server, err := net.Dial("unix", behind)
			if err != nil {
				return
			}
			defer server.Close()
			for {
				command, err := message(client)
				if err != nil {
					return
				}
				turn.Lock()
				reply, err := ask(server, command)
				turn.Unlock()
				if err != nil {
					return
				}
				if _, err := client.Write(reply); err != nil {
					return
				}
			}
		}()
	}
}

func ask(server net.Conn, command []byte) ([]byte, error) {
	if _, err := server.Write(command); err != nil {
		return nil, err
	}
	return message(server)
}

// message reads one whole message; each begins with its length in bytes, little-endian, these four included.
func message(from io.Reader) ([]byte, error) {
	var size [4]byte
	if _, err := io.ReadFull(from, size[:]); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(size[:])
	if length < 16 || length > 64<<20 {
		return nil, fmt.Errorf("a message of %d bytes", length)
	}
	whole := make([]byte, length)
	copy(whole, size[:])
	_, err := io.ReadFull(from, whole[4:])
	return whole, err
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
