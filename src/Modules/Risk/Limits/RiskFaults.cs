using AlgoTrendy.Contracts.Trading;

namespace AlgoTrendy.Modules.Risk.Limits;

/// <summary>Where a test may end the process. Risk is of all accounts: as soon as one of them trades real money, or nobody can say, nowhere.</summary>
internal sealed class RiskFaults(ITrading trading)
{
    public async Task<FaultPoints> Now(CancellationToken ct)
    {
        if (FaultPoints.OfProcess == FaultPoints.None) return FaultPoints.None;
        try
        {
            return (await trading.ListAccounts(new(), ct)).Accounts.All(account => account.Mode == AccountMode.Paper) ? FaultPoints.OfProcess : FaultPoints.None;
        }
        catch (Exception) when (!ct.IsCancellationRequested)
        {
            return FaultPoints.None;
        }
    }
}
