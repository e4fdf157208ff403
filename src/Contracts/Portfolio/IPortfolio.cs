using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Contracts.Portfolio;

/// <summary>Keeps the books of every account from what trading tells: ledger, positions, equity, and the parts that strategies have of one account.</summary>
public interface IPortfolio
{
    /// <summary>The accounts as the books have them, each with whether trading agrees.</summary>
    Task<BookList> ListBooks(AccountQuery query, CancellationToken ct);

    /// <summary>Positions, the newest first, a page at a time.</summary>
    Task<PositionPage> ListPositions(PositionQuery query, CancellationToken ct);

    /// <summary>The ledger of an account in its order, a page at a time.</summary>
    Task<LedgerPage> ReadLedger(LedgerQuery query, CancellationToken ct);

    /// <summary>Reads the chain of every row against its hashes and against the heads that are kept outside of the database.</summary>
    Task<LedgerVerdict> VerifyLedger(AccountQuery query, CancellationToken ct);

    /// <summary>Accepts the head of a ledger whose rows are sound although it is not kept outside, and keeps it from now on.</summary>
    Task<LedgerVerdict> AnchorLedger(AccountName account, CancellationToken ct);

    /// <summary>Equity over time, one point an interval.</summary>
    Task<EquityReply> GetEquity(EquityQuery query, CancellationToken ct);

    /// <summary>The lots of a position that are open, the oldest first, a page at a time.</summary>
    Task<OpenLotPage> ListOpenLots(OpenLotQuery query, CancellationToken ct);

    /// <summary>What has been closed, lot by lot: the lines of a tax report.</summary>
    Task<TaxLotPage> ListTaxLots(TaxLotQuery query, CancellationToken ct);

    /// <summary>Moves money between the parts of an account; the account as a whole does not notice.</summary>
    Task<BookReply> MoveBetweenParts(PartTransfer transfer, CancellationToken ct);

    /// <summary>Books what nobody tells: a fee, interest, borrow, funding, a dividend, a conversion, a split. Of a paper account trading books all but splits, and counts them.</summary>
    Task<BookReply> Correct(Correction correction, CancellationToken ct);

    /// <summary>Whether the books let an account be closed: refused with account-in-use while they hold something that trading does not.</summary>
    Task<BookReply> CheckClosing(AccountName account, CancellationToken ct);

    /// <summary>Books all facts of the ledger anew from the first, sees that they come to the same, and makes what follows from them again.</summary>
    Task<RebuildReport> Rebuild(AccountQuery query, CancellationToken ct);

    Task<PortfolioList> ListPortfolios(PortfolioQuery query, CancellationToken ct);

    Task<PortfolioReply> CreatePortfolio(NewPortfolio portfolio, CancellationToken ct);

    Task<PortfolioReply> ChangePortfolio(PortfolioChange change, CancellationToken ct);

    Task<PortfolioReply> DeletePortfolio(PortfolioName portfolio, CancellationToken ct);

    /// <summary>What to trade so that holdings get to their targets, or, when that is asked for, the orders for it.</summary>
    Task<RebalanceReply> Rebalance(RebalanceRequest request, CancellationToken ct);
}

/// <summary>Why something was not done: a stable code and a sentence.</summary>
public sealed record PortfolioRefusal(string Code, string Message, string? Field = null)
{
    /// <summary>No account has the id of a portfolio.</summary>
    public static PortfolioRefusal Taken(string portfolioId) => new("portfolio-exists", $"'{portfolioId}' is a portfolio, and risk is asked about either by its id; choose another one.", "accountId");

    /// <summary>A portfolio is not deleted while a limit is about it.</summary>
    public static PortfolioRefusal InUse(string portfolioId, string limitId) => new("portfolio-in-use", $"Limit {limitId} is about portfolio {portfolioId}, and would count nothing; remove or disable it first.");
}
