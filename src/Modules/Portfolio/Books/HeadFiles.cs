using System.Globalization;
using System.Text;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>A head of a ledger that was seen.</summary>
internal readonly record struct Anchor(long Sequence, string Hash);

/// <summary>Where the heads of ledgers are kept outside of the database: a file an account, to which lines are only ever added.</summary>
internal sealed class HeadFiles(Home home)
{
    private const string Folder = "ledger-heads";
    private const string Extension = ".heads";
    private const string OpenExtension = ".open";
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
    public void Append(string account, Anchor anchor)
    {
        using var file = new FileStream(FileOf(account), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        // A line that a power cut has left half written is ended; it counts as none.
        var line = string.Create(CultureInfo.InvariantCulture, $"{(EndsInLine(file) ? "" : "\n")}{anchor.Sequence} {anchor.Hash}\n");
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.ASCII.GetBytes(line));
        file.Flush(flushToDisk: true);
    }

    /// <summary>In the order of their writing; lines that are none are counted.</summary>
    public (IReadOnlyList<Anchor> Anchors, int Unreadable) Read(string account)
    {
        if (!File.Exists(FileOf(account))) return ([], 0);

        using var file = new FileStream(FileOf(account), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.ASCII);
        var (anchors, unreadable) = (new List<Anchor>(), 0);
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } anchor) anchors.Add(anchor);
            else unreadable++;
        }

        return (anchors, unreadable);
    }

    private string FileOf(string account) => Path.Combine(home.Folder(Folder), Uri.EscapeDataString(account) + Extension);

    private string MarkOf(string account) => Path.Combine(home.Folder(Folder), Uri.EscapeDataString(account) + OpenExtension);

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
