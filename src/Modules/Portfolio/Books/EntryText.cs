using System.Text;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The entries of a row in one text: "cash USD -100.5 AAPL.US; holdings USD 100.5 AAPL.US", and "@part" where an entry is of one part alone.</summary>
internal static class EntryText
{
    private const string Between = "; ";

    private static readonly IReadOnlyList<string> Names = EnumForms.NamesOf(typeof(LedgerAccount));

    public static string Write(IEnumerable<LedgerLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 0) text.Append(Between);
            text.Append(Names[(int)line.Account]).Append(' ').Append(line.Currency.Code).Append(' ').Append(ExactDecimal.Format(Canonical(line.Amount)));
            if (line.Symbol is { } symbol) text.Append(' ').Append(symbol.Ticker).Append('.').Append(symbol.Venue);
            if (line.Part is { } part) text.Append(" @").Append(Uri.EscapeDataString(part));
        }

        return text.ToString();
    }

    /// <exception cref="InvalidDataException">It is no such text.</exception>
    public static IReadOnlyList<LedgerLine> Read(string text)
    {
        try
        {
            return text.Length == 0 ? [] : [.. text.Split(Between).Select(ReadLine)];
        }
        catch (Exception cause) when (cause is FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"The ledger holds entries that cannot be read: {text}", cause);
        }
    }

    private static LedgerLine ReadLine(string text)
    {
        var words = text.Split(' ');
        if (words.Length < 3 || Names.ToList().IndexOf(words[0]) is not (>= 0 and var account)) throw new FormatException(text);
        Symbol? symbol = null;
        string? part = null;
        foreach (var word in words[3..])
        {
            if (word.StartsWith('@')) part = Uri.UnescapeDataString(word[1..]);
            else symbol = Symbol.TryParse(word, out var named) ? named : throw new FormatException(text);
        }

        return new((LedgerAccount)account, new(words[1]), ExactDecimal.Parse(words[2]), symbol, part);
    }

    // Without zeros at the end, so that equal amounts are equal texts.
    private static decimal Canonical(decimal amount) => amount / 1.0000000000000000000000000000m;
}
