using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>How orders, executions and positions are called. Every name follows from account and number, so that it is known before anything is sent and the same after a crash.</summary>
internal static class Names
{
    private const string Prefix = "at-";

    // Of a long account: three of its letters and six of its hash. So an order numbered with twelve digits and changed as often as an int counts fits.
    private const int KeptLetters = 3;
    private const int HashLetters = 6;

    // No zero, one, O or I. The first is a capital: accounts have none, so that no account is called what another is cut to.
    private const string HashAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Capitals = 24;

    public static string OrderId(string account, long number) => string.Create(CultureInfo.InvariantCulture, $"{account}-{number}");

    /// <summary>The account and the number; null where it is no name of an order.</summary>
    public static (string Account, long Number)? ReadOrderId(string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (text[..dash], number) : null;
    }

    /// <summary>The name at the venue: at-paper-17, and at-paper-17_2 after a second change. Where the account's name would make it too long, that is cut.</summary>
    public static ClientOrderId ClientId(string account, long number, int version) =>
        Fitting(account, version == 0 ? string.Create(CultureInfo.InvariantCulture, $"-{number}") : string.Create(CultureInfo.InvariantCulture, $"-{number}_{version}"));

    /// <summary>The name of a list of orders at the venue.</summary>
    public static ClientOrderId ListId(string account, long number) => Fitting(account, string.Create(CultureInfo.InvariantCulture, $"-{number}_l"));

    /// <summary>Whether a name at the venue is of this account's making.</summary>
    public static bool IsOurs(string account, string clientId) =>
        clientId.StartsWith(Prefix, StringComparison.Ordinal) && ReadOrderId(clientId[Prefix.Length..].Split('_')[0])?.Account is { } named && (named == account || named == Cut(account));

    public static string ExecutionId(string account, Symbol symbol, long venueId) => string.Create(CultureInfo.InvariantCulture, $"{account}:{symbol}:{venueId}");

    public static string PositionId(string account, Symbol symbol) => $"{account}:{symbol}";

    /// <summary>The account and the symbol; null where it is no name of a position.</summary>
    public static (string Account, Symbol Symbol)? ReadPositionId(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Symbol.TryParse(text[(colon + 1)..], out var symbol) ? (text[..colon], symbol) : null;
    }

    // What fits whole stays whole, so that what was given out before is called the same.
    private static ClientOrderId Fitting(string account, string rest) =>
        new(Prefix + (Prefix.Length + account.Length + rest.Length <= ClientOrderId.Longest ? account : Cut(account)) + rest);

    private static string Cut(string account)
    {
        if (account.Length <= KeptLetters + HashLetters) return account;

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(account));
        var cut = new StringBuilder(account, 0, KeptLetters, KeptLetters + HashLetters);
        for (var place = 0; place < HashLetters; place++) cut.Append(HashAlphabet[hash[place] % (place == 0 ? Capitals : HashAlphabet.Length)]);
        return cut.ToString();
    }
}
