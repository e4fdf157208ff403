using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>A head of a ledger that was seen.</summary>
internal readonly record struct Anchor(long Sequence, string Hash);

/// <summary>What the file of an account says.</summary>
/// <param name="Anchors">In the order of their writing; those of rows that a restore has taken away are not among them.</param>
/// <param name="Unreadable">How many lines are none.</param>
/// <param name="Restored">When a backup was last restored, and what became of the rows, in a sentence; null: never.</param>
internal sealed record KnownHeads(IReadOnlyList<Anchor> Anchors, int Unreadable, string? Restored = null);

/// <summary>Where the heads of ledgers are kept outside of the database: a file an account, to which lines are only ever added.</summary>
internal sealed class HeadFiles(Home home)
{
    private const string Folder = "ledger-heads";
    private const string Extension = ".heads";
    private const string OpenExtension = ".open";
    private const string RestoredWord = "restored ";
    private const int HashLength = 64;

    public IReadOnlyList<string> Accounts => [.. Directory.GetFiles(home.Folder(Folder), "*" + Extension).Select(file => Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(file)))];

    /// <summary>The last row that was seen; 0 when none was.</summary>
    public static long LastOf(IEnumerable<Anchor> anchors) => anchors.Select(anchor => anchor.Sequence).DefaultIfEmpty(0).Max();

    public bool Has(string account) => new FileInfo(FileOf(account)) is { Exists: true, Length: > 0 };

    /// <summary>Whether rows may be booked that are not kept outside yet: whoever ends in good order takes the mark away.</summary>
    public bool IsOpen(string account) => File.Exists(MarkOf(account));

    public void Open(string account) => File.WriteAllBytes(MarkOf(account), []);

    public void Close(string account) => File.Delete(MarkOf(account));

    /// <summary>On the disk when it returns.</summary>
    public void Append(string account, Anchor anchor) => Append(account, TextOf(anchor));

    /// <summary>Somebody has put a backup in the place of the database: what was booked after this row is no more, and what is booked next follows it.</summary>
    public void NoteRestore(string account, Anchor head, Instant at) => Append(account, $"{RestoredWord}{TextOf(head)} {InstantPattern.General.Format(at)}");

    private void Append(string account, string text)
    {
        using var file = new FileStream(FileOf(account), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // A line that a power cut has left half written is ended; it counts as none.
        var line = string.Create(CultureInfo.InvariantCulture, $"{(EndsInLine(file) ? "" : "\n")}{text}\n");
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.ASCII.GetBytes(line));
        file.Flush(flushToDisk: true);
    }

    public KnownHeads Read(string account)
    {
        if (!File.Exists(FileOf(account))) return new([], 0);

        using var file = new FileStream(FileOf(account), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var (anchors, unreadable, restored) = (new List<Anchor>(), 0, default(string));
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(RestoredWord, StringComparison.Ordinal) && line.LastIndexOf(' ') is var end && Parse(line[RestoredWord.Length..end]) is { } head)
            {
                var before = LastOf(anchors);
                anchors.RemoveAll(anchor => anchor.Sequence > head.Sequence);
                anchors.Add(head);
                restored = $"A backup was restored at {line[(end + 1)..]}, to row {head.Sequence}{(before > head.Sequence ? $"; what was booked after it, to row {before}, is no more" : "")}.";
            }
            else if (Parse(line) is { } anchor) anchors.Add(anchor);
            else unreadable++;
        }

        return new(anchors, unreadable, restored);
    }

    private string FileOf(string account) => Path.Combine(home.Folder(Folder), Uri.EscapeDataString(account) + Extension);

    private string MarkOf(string account) => Path.Combine(home.Folder(Folder), Uri.EscapeDataString(account) + OpenExtension);

    private static string TextOf(Anchor anchor) => string.Create(CultureInfo.InvariantCulture, $"{anchor.Sequence} {anchor.Hash}");

    private static Anchor? Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && line.Length == space + 1 + HashLength && long.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? new(sequence, line[(space + 1)..]) : null;
    }

    private static bool EndsInLine(FileStream file)
    {
        if (file.Length == 0) return true;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() == '\n';
    }
}
