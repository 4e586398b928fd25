// SPDX-License-Identifier: Apache-2.0

// sumdb LOG ABSENCE: golang.org/x/mod's sumdb/note and sumdb/tlog, which know nothing of Holdfast, on a log that we wrote as
// files: its checkpoints, its tiles, proofs from them for every leaf and every older checkpoint; and on a proof that we made: the path of
// the heads' event in ABSENCE.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func must(err error, what string) {
	if err != nil {
		fmt.Printf("%s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	must(err, strings.Join(parts, "/"))
	return data
}

// Our layout (C2SP tlog-tiles) has no height in it; the rest of the name is Go's own.
func pathOf(tile tlog.Tile) string {
	return strings.Replace(strings.Replace(tile.Path(), "tile/8/", "tile/", 1), "tile/data/", "tile/entries/", 1)
}

type folder struct{ dir string }

func (f folder) Height() int                          { return height }
func (f folder) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(f.dir, pathOf(tile)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func open(text []byte, verifier note.Verifier) tlog.Tree {
	n, err := note.Open(text, note.VerifierList(verifier))
	must(err, "a checkpoint's signature")
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		must(fmt.Errorf("%q", n.Text), "a checkpoint's text")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, "a checkpoint's size")
	root, err := tlog.ParseHash(lines[2])
	must(err, "a checkpoint's root")
	return tlog.Tree{N: size, Hash: root}
}

// Pieces of which each is preceded by its length, two bytes.
func counted(data []byte) (pieces [][]byte) {
	for len(data) >= 2 {
		n := int(binary.BigEndian.Uint16(data))
		pieces = append(pieces, data[2:2+n])
		data = data[2+n:]
	}
	return pieces
}

func leavesOf(dir string, size int64) (leaves [][]byte) {
	for n := int64(0); n*256 < size; n++ {
		width := int(size - n*256)
		if width > 256 {
			width = 256
		}
		leaves = append(leaves, counted(read(dir, pathOf(tlog.Tile{H: height, L: -1, N: n, W: width})))...)
	}
	return leaves
}

func checkLeaves(reader tlog.HashReader, tree tlog.Tree, leaves [][]byte) {
	if int64(len(leaves)) != tree.N {
		must(fmt.Errorf("%d leaves, not %d", len(leaves), tree.N), "entries")
	}
	for i, leaf := range leaves {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		must(err, "a proof from tiles")
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(leaf)), "a leaf")
	}
}

func checkOlder(reader tlog.HashReader, tree tlog.Tree, older []tlog.Tree) {
	for _, old := range older {
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		must(err, "a proof from tiles")
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), "an older checkpoint")
	}
}

// docs/formats.md 5 and 14.
func checkAbsence(data []byte, verifier note.Verifier) {
	parts := bytes.SplitN(data, []byte("\n\n"), 2)
	tree, lines := open(parts[1], verifier), strings.Split(string(parts[0]), "\n")
	var event struct {
		Blind  string
		Header json.RawMessage
		Index  int64
	}
	var place struct {
		Before string
		Path   []string
	}
	must(json.Unmarshal([]byte(lines[3]), &event), "the heads' event")
	must(json.Unmarshal([]byte(lines[4]), &place), "its place")
	raw := func(text string) []byte {
		b, err := base64.RawURLEncoding.DecodeString(text)
		must(err, text)
		return b
	}
	hash := func(parts ...[]byte) []byte {
		sum := sha256.Sum256(bytes.Join(parts, nil))
		return sum[:]
	}
	commitment := hash([]byte("holdfast/event/v1\n"), raw(event.Blind), event.Header)
	link := hash([]byte("holdfast/link/v1\n"), raw(place.Before), commitment)
	leaf := []byte("holdfast/leaf/v1\n" + base64.StdEncoding.EncodeToString(link) + "\n")
	var proof tlog.RecordProof
	for _, step := range place.Path {
		proof = append(proof, *(*tlog.Hash)(raw(step)))
	}
	must(tlog.CheckRecord(proof, tree.N, tree.Hash, event.Index, tlog.RecordHash(leaf)), "our own proof")
	proof[0][0] ^= 1
	if tlog.CheckRecord(proof, tree.N, tree.Hash, event.Index, tlog.RecordHash(leaf)) == nil {
		must(fmt.Errorf("a changed proof holds"), "our own proof")
	}
}

func main() {
	dir := os.Args[1]
	verifier, err := note.NewVerifier(strings.TrimSpace(string(read(dir, "key"))))
	must(err, "the key")
	tree := open(read(dir, "checkpoint"), verifier)
	var older []tlog.Tree
	for _, text := range counted(read(dir, "checkpoints")) {
		older = append(older, open(text, verifier))
	}
	reader := tlog.TileHashReader(tree, folder{dir})
	leaves := leavesOf(dir, tree.N)
	checkLeaves(reader, tree, leaves)
	checkOlder(reader, tree, older)
	checkAbsence(read(os.Args[2]), verifier)
	fmt.Printf("sumdb agrees: %d leaves, %d checkpoints\n", len(leaves), len(older))
	if len(leaves) <= 256 || len(older) < 3 {
		os.Exit(1)
	}
}
