// Checks a log with Go's own tools (golang.org/x/mod/sumdb): keys, checkpoints, receipts, tiles, and every proof.
//
// It reads one JSON document from standard input and answers on standard output, one line for each check that failed and a last
// line that counts what held.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// What the log says of itself. Byte strings are base64.
type document struct {
	Verifiers   []string        // verifier key lines
	Origin      string          // the log's name
	Checkpoint  string          // the newest, a signed note
	Checkpoints []string        // older ones, signed by older keys too
	Entries     [][]byte        // every entry, in order
	Receipts    []string        // one for each entry, tlog-proof@v1
	Tiles       map[string]tile // hashes by path
	Consistency []consistency
	Text        string // a text, and the note that a key of Go's made of it
	Signer      string
	Note        string
}

type tile struct {
	Level int
	Index int64
	Width int
	Data  []byte
}

type consistency struct {
	From int64
	To   int64
	Path [][]byte
}

var held, failed int

func check(name string, err error) {
	if err != nil {
		failed++
		fmt.Printf("%s: %v\n", name, err)
		return
	}
	held++
}

func main() {
	var log document
	if err := json.NewDecoder(os.Stdin).Decode(&log); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	verifiers := known(log.Verifiers)
	hashes := grow(log.Entries)
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = hashes[index]
		}
		return found, nil
	})

	for _, text := range append(log.Checkpoints, log.Checkpoint) {
		size, root, err := openCheckpoint(text, log.Origin, verifiers)
		check("checkpoint", err)
		if err == nil {
			check(fmt.Sprintf("root at %d", size), same(root, treeHash(size, reader)))
		}
	}
	for index, receipt := range log.Receipts {
		check(fmt.Sprintf("receipt %d", index), checkReceipt(receipt, log.Origin, verifiers, log.Entries[index], int64(index), reader))
	}
	for _, proof := range log.Consistency {
		path := make(tlog.TreeProof, len(proof.Path))
		for i, hash := range proof.Path {
			copy(path[i][:], hash)
		}
		check(fmt.Sprintf("consistency %d to %d", proof.From, proof.To),
			tlog.CheckTree(path, proof.To, treeHash(proof.To, reader), proof.From, treeHash(proof.From, reader)))
	}
	for path, tile := range log.Tiles {
		data, err := tlog.ReadTileData(tlog.Tile{H: 8, L: tile.Level, N: tile.Index, W: tile.Width}, reader)
		if err == nil && !bytes.Equal(data, tile.Data) {
			err = fmt.Errorf("holds other hashes")
		}
		check(path, err)
	}
	check("a note of Go's own", goNote(log))
	fmt.Printf("held %d, failed %d\n", held, failed)
	if failed > 0 {
		os.Exit(1)
	}
}

func known(lines []string) note.Verifiers {
	var list []note.Verifier
	for _, line := range lines {
		verifier, err := note.NewVerifier(line)
		check("verifier", err)
		list = append(list, verifier)
	}
	return note.VerifierList(list...)
}

// grow hashes the entries as Go stores them.
func grow(entries [][]byte) []tlog.Hash {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = hashes[index]
		}
		return found, nil
	})
	for index, entry := range entries {
		more, err := tlog.StoredHashes(int64(index), entry, reader)
		check("entry", err)
		hashes = append(hashes, more...)
	}
	return hashes
}

func treeHash(size int64, reader tlog.HashReader) tlog.Hash {
	hash, err := tlog.TreeHash(size, reader)
	check("tree hash", err)
	return hash
}

func same(one, other tlog.Hash) error {
	if one != other {
		return fmt.Errorf("is %v, but the entries make %v", one, other)
	}
	return nil
}

func openCheckpoint(text, origin string, verifiers note.Verifiers) (int64, tlog.Hash, error) {
	opened, err := note.Open([]byte(text), verifiers)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return 0, tlog.Hash{}, fmt.Errorf("malformed checkpoint %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, tlog.Hash{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return size, root, err
}

func checkReceipt(receipt, origin string, verifiers note.Verifiers, entry []byte, index int64, reader tlog.HashReader) error {
	head, checkpoint, found := strings.Cut(receipt, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", index) {
		return fmt.Errorf("malformed receipt %q", head)
	}
	var path tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	size, root, err := openCheckpoint(checkpoint, origin, verifiers)
	if err != nil {
		return err
	}
	// Go makes the very same proof.
	own, err := tlog.ProveRecord(size, index, reader)
	if err != nil {
		return err
	}
	if fmt.Sprint(own) != fmt.Sprint(path) {
		return fmt.Errorf("has the path %v, but Go makes %v", path, own)
	}
	return tlog.CheckRecord(path, size, root, index, tlog.RecordHash(entry))
}

// goNote signs a text with Go, which must give the note that was made of it elsewhere.
func goNote(log document) error {
	signer, err := note.NewSigner(log.Signer)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: log.Text}, signer)
	if err != nil {
		return err
	}
	if string(signed) != log.Note {
		return fmt.Errorf("is %s, not %s", base64.StdEncoding.EncodeToString(signed), log.Note)
	}
	return nil
}
