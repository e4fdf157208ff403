using System.Buffers;

namespace AlgoTrendy.Core.Instruments;

/// <summary>The one name of an instrument: ticker and venue, written TICKER.VENUE (AAPL.US, BTCUSDT.BINANCE, ES.SIM).</summary>
/// <remarks>Other spellings (BTC-USD, BTC/USDT, btcusdt) are resolved by the catalogue, never here.</remarks>
public readonly record struct Symbol : IComparable<Symbol>
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    public Symbol(string ticker, string venue)
    {
        Ticker = Checked(ticker, nameof(ticker));
        Venue = Checked(venue, nameof(venue));
    }

    public string Ticker { get; }

    public string Venue { get; }

    /// <summary>Reads TICKER.VENUE; a ticker may have dots of its own (BRK.B.US), the venue is what follows the last.</summary>
    public static bool TryParse(string text, out Symbol symbol)
    {
        symbol = default;
        var dot = text.LastIndexOf('.');
        if (dot <= 0 || dot == text.Length - 1) return false;
        var (ticker, venue) = (text[..dot], text[(dot + 1)..]);
        if (!IsName(ticker) || !IsName(venue)) return false;

        symbol = new(ticker, venue);
        return true;
    }

    public int CompareTo(Symbol other) => string.CompareOrdinal(ToString(), other.ToString());

    public override string ToString() => Ticker + "." + Venue;

    private static string Checked(string name, string parameter) =>
        IsName(name) ? name : throw new ArgumentException($"'{name}' is no {parameter}: 1 to {Longest} capital letters, digits, '.', '-' or '_', beginning with a letter or digit.", parameter);

    // The name is also a folder's name in the store, so nothing that a file system would read as a path may pass.
    private static bool IsName(string name) =>
        name is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(name[0]) &&
        !name.AsSpan().ContainsAnyExcept(Letters) && !name.Contains("..", StringComparison.Ordinal);
}
