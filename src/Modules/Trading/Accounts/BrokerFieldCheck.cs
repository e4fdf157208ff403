using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Modules.Trading.Orders;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Looks at the fields of what is done about a broker. Pure; no sentence repeats a key or a secret.</summary>
internal static class BrokerFieldCheck
{
    private const int LongestSecret = 512;
    private const int LongestAddress = 256;
    private const int MostDifferences = 1_000;

    public static TradingRefusal? FaultOf(AccountName account) => FieldRules.AccountFault(account.AccountId);

    public static TradingRefusal? FaultOf(BrokerStop stop) => FieldRules.AccountFault(stop.AccountId);

    public static TradingRefusal? FaultOf(DifferenceAcceptance acceptance) =>
        FieldRules.AccountFault(acceptance.AccountId)
        ?? (acceptance.DifferenceIds is not { Count: > 0 and <= MostDifferences } ? FieldRules.No("differenceIds", $"Name 1 to {MostDifferences} differences that somebody has looked at.") : null)
        ?? acceptance.DifferenceIds.Select(id => FieldRules.IdFault("differenceIds", id)).FirstOrDefault(fault => fault is not null)
        ?? FieldRules.TextFault("note", acceptance.Note, FieldRules.LongestTag);

    public static TradingRefusal? FaultOf(CredentialChange change) =>
        FieldRules.AccountFault(change.AccountId)
        ?? (change.Kind == CredentialKind.Paper ? FieldRules.No("kind", "A paper account trades here and needs no credentials.", ["testnet", "loopback", "live"]) : null)
        ?? SecretFault("key", change.Key)
        ?? SecretFault("secret", change.Secret)
        ?? AddressFault("rest", change.Rest, change.Kind)
        ?? AddressFault("stream", change.Stream, change.Kind)
        ?? OptInFault(change);

    private static TradingRefusal? SecretFault(string field, string text) => text.Length is > 0 and <= LongestSecret && text.All(letter => letter is > ' ' and <= '~')
        ? null
        : FieldRules.No(field, $"{field} has 1 to {LongestSecret} printable ASCII characters and no spaces.");

    private static TradingRefusal? AddressFault(string field, string? address, CredentialKind kind)
    {
        if (kind == CredentialKind.Loopback != address is not null)
            return FieldRules.No(field, address is null ? $"A venue on this machine needs its {field} address." : $"{field} belongs to a venue on this machine (kind loopback); everywhere else the address follows from the kind.");
        return FieldRules.TextFault(field, address, LongestAddress)
            ?? (address is null || Uri.TryCreate(address, UriKind.Absolute, out _) ? null : FieldRules.No(field, $"{field} is no address, such as http://127.0.0.1:9500."));
    }

    private static TradingRefusal? OptInFault(CredentialChange change)
    {
        if (change.Kind == CredentialKind.Live != change.OptIn is not null)
            return FieldRules.No("optIn", change.OptIn is null ? "Live credentials need a person's opt-in for exactly this account." : "optIn belongs to live credentials.");
        if (change.OptIn is not { } optIn) return null;
        if (optIn.AccountId != change.AccountId) return FieldRules.No("optIn.accountId", "optIn.accountId is the account's id, typed once more.");
        return optIn.Sentence == OptIn.Words ? null : FieldRules.No("optIn.sentence", $"optIn.sentence is exactly: {OptIn.Words}", [OptIn.Words]);
    }
}
