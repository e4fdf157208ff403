using AlgoTrendy.Contracts.Portfolio;

namespace AlgoTrendy.Modules.Portfolio;

/// <summary>What is refused, and why.</summary>
internal static class Refusals
{
    private const int LongestName = 100;

    /// <summary>As names of strategies on orders are.</summary>
    private const int LongestPart = 64;
    private const int LongestNote = 500;
    private const int MostMembers = 1_000;

    /// <summary>Beyond it sums could no longer be held exactly.</summary>
    private const decimal MostAmount = 1_000_000_000_000m;

    /// <summary>The paths of the summary, and of the risk of all accounts.</summary>
    private static readonly string[] Taken = ["summary", "all"];

    private const decimal LeastFactor = 0.001m;
    private const decimal MostFactor = 1_000m;

    public static PortfolioRefusal Cursor { get; } = new("invalid", "This is no cursor that was given out here.", "cursor");

    public static PortfolioRefusal KeyReused { get; } = new("idempotency-key-reused", "This key was sent with something else before.");

    public static PortfolioRefusal Limit(int limit, int most) => new("invalid", $"limit is {limit}; 1 to {most} fit a page.", "limit");

    public static PortfolioRefusal Account(string account) => new("unknown-account", $"There is no account '{account}'.");

    /// <param name="there">Those that there are.</param>
    public static PortfolioRefusal Account(string account, IReadOnlyList<string> there) =>
        new("unknown-account", there.Count == 0 ? $"There is no account '{account}', and no other." : $"There is no account '{account}'; there is {string.Join(", ", there)}.");

    public static PortfolioRefusal Closed(string account) => new("account-closed", $"Account {account} was closed; what it did can be read, and it takes nothing more.");

    public static PortfolioRefusal Late(string account) => new("books-late", $"Trading has done it, but the books have not heard of '{account}' yet.");

    public static PortfolioRefusal Position(string id) => new("unknown-position", $"There is no position '{id}'.");

    public static PortfolioRefusal Portfolio(string id) => new("unknown-portfolio", $"There is no portfolio '{id}'.");

    public static PortfolioRefusal Version(long now, long meant) => new("version-conflict", $"The portfolio has version {now} now; the change was made from {meant}. Look again, and change that.");

    public static PortfolioRefusal? FaultOf(PartTransfer transfer) =>
        PartFault(transfer.From, "from") ?? PartFault(transfer.To, "to") ?? AmountFault(transfer.Amount, "amount") ?? NoteFault(transfer.Note)
        ?? (transfer.Amount <= 0m ? new("invalid", "An amount is above 0.", "amount") : transfer.From == transfer.To ? new("invalid", "Money goes from one part to another.", "to") : null);

    public static PortfolioRefusal? FaultOf(Correction correction)
    {
        if (CorrectionFields.FaultOf(correction) is { } fault) return fault;
        if (string.IsNullOrWhiteSpace(correction.Note)) return new("invalid", "A correction says why, for whoever reads the ledger.", "note");
        return NoteFault(correction.Note) ?? PartFault(correction.Part, "part")
            ?? AmountFault(correction.Amount, "amount") ?? AmountFault(correction.Received, "received") ?? AmountFault(correction.Price, "price") ?? AmountFault(correction.Factor, "factor")
            ?? (correction.Factor is { } factor and (< LeastFactor or > MostFactor) ? new("invalid", $"{factor} is no factor of a split: 0.5 is 2:1, and {LeastFactor} to {MostFactor} can be entered.", "factor") : null);
    }

    public static PortfolioRefusal? FaultOf(NewPortfolio portfolio) =>
        IdFault(portfolio.PortfolioId) ?? TitleFault(portfolio.Name) ?? NoteFault(portfolio.Strategy, "strategy") ?? MembersFault(portfolio.Accounts);

    public static PortfolioRefusal? FaultOf(PortfolioChange change) =>
        (change.Name is { } name ? TitleFault(name) : null) ?? NoteFault(change.Strategy, "strategy") ?? (change.Accounts is { } members ? MembersFault(members) : null);

    private static PortfolioRefusal? MembersFault(IReadOnlyList<PortfolioMember> members)
    {
        if (members.Count is 0 or > MostMembers) return new("invalid", $"A portfolio has 1 to {MostMembers} accounts.", "accounts");
        var twice = members.GroupBy(member => member.AccountId).FirstOrDefault(same => same.Count() > 1 && (same.Any(member => member.Part is null) || same.DistinctBy(member => member.Part).Count() < same.Count()));
        if (twice is not null) return new("invalid", $"{twice.Key} is in it twice.", "accounts");
        return members.Select(member => PartFault(member.Part, "accounts")).FirstOrDefault(fault => fault is not null);
    }

    private static PortfolioRefusal? IdFault(string? id) =>
        id is null || (IsId(id) && !Taken.Contains(id)) ? null : new("invalid", $"An id has 1 to 40 small letters, digits or '-', and is neither {string.Join(" nor ", Taken)}.", "portfolioId");

    private static bool IsId(string id) => id is { Length: > 0 and <= 40 } && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static PortfolioRefusal? TitleFault(string name) => string.IsNullOrWhiteSpace(name) || name.Length > LongestName ? new("invalid", $"A name has 1 to {LongestName} characters.", "name") : LineFault(name, "name");

    private static PortfolioRefusal? PartFault(string? part, string field) =>
        part is null ? null
        : string.IsNullOrWhiteSpace(part) || part.Length > LongestPart ? new("invalid", $"A part's name has 1 to {LongestPart} characters.", field)
        : LineFault(part, field);

    private static PortfolioRefusal? NoteFault(string? note, string field = "note") =>
        note is null ? null : note.Length > LongestNote ? new("invalid", $"At most {LongestNote} characters.", field) : LineFault(note, field);

    private static PortfolioRefusal? LineFault(string text, string field) => PlainText.IsLine(text) ? null : new("invalid", $"{field} has a character that cannot be printed.", field);

    private static PortfolioRefusal? AmountFault(decimal? amount, string field) => amount is { } given && (Math.Abs(given) > MostAmount || decimal.Round(given, 10) != given)
        ? new("invalid", $"{field} has at most ten decimal places, and is at most {MostAmount}.", field)
        : null;
}
