using System.Security.Cryptography;
using System.Text;

namespace AlgoTrendy.Modules.Backtesting.Report;

/// <summary>The page's script and style, built by src/Web and embedded here, with what the page's security policy needs to name them.</summary>
internal sealed class ReportAssets
{
    public static readonly ReportAssets Embedded = new(Read("report.js"), Read("report.css"));

    private ReportAssets(string script, string style)
    {
        (Script, Style) = (script, style);
        Policy = $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; base-uri 'none'; form-action 'none'";
    }

    public string Script { get; }

    public string Style { get; }

    /// <summary>A content security policy under which only this script and this style count, and nothing is ever fetched.</summary>
    public string Policy { get; }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The report page's {name} was not embedded; build src/Web first.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
