namespace AlgoTrendy.Core.Values;

/// <summary>The standard normal distribution function and its inverse, in portable arithmetic (see <see cref="PortableMath"/>).</summary>
internal static class NormalCurve
{
    private const double InverseSquareRootOf2 = 0.70710678118654752440;

    // erf(1) rounded to single precision: the middle piece approximates the difference to it.
    private const double ErfNearOne = 8.45062911510467529297e-01;

    /// <remarks>Rational approximations of erf and erfc of fdlibm (s_erf.c, 1993). The exponent -x²/2 is carried in a pair: in a tail its rounding would cost x² ulp.</remarks>
    public static double Below(double x)
    {
        if (double.IsNaN(x)) return x;
        var u = Math.Abs(x) * InverseSquareRootOf2;
        if (u < 0.84375)
        {
            var half = 0.5 * ErfNearZero(u);
            return x < 0.0 ? 0.5 - half : 0.5 + half;
        }

        var tail = u < 1.25 ? 0.5 * ((1.0 - ErfNearOne) - FromErfOfOne(u - 1.0)) : Tail(Math.Abs(x), u);
        return x < 0.0 ? tail : 1.0 - tail;
    }

    /// <remarks>Algorithm AS 241 (PPND16): M. J. Wichura, "The percentage points of the normal distribution", Applied Statistics 37, 1988; relative error about 1e-16.</remarks>
    public static double Quantile(double p)
    {
        if (!(p >= 0.0 && p <= 1.0)) return double.NaN;
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return q * Centre(0.180625 - q * q);

        var side = q < 0.0 ? p : 1.0 - p;
        if (side == 0.0) return q < 0.0 ? double.NegativeInfinity : double.PositiveInfinity;
        var r = Math.Sqrt(-PortableMath.Log(side));
        var size = r <= 5.0 ? NearTail(r - 1.6) : FarTail(r - 5.0);
        return q < 0.0 ? -size : size;
    }

    private static double ErfNearZero(double u)
    {
        var z = u * u;
        var above = 1.28379167095512558561e-01 + z * (-3.25042107247001499370e-01 + z * (-2.84817495755985104766e-02
            + z * (-5.77027029648944159157e-03 + z * -2.37630166566501626084e-05)));
        var below = 1.0 + z * (3.97917223959155352819e-01 + z * (6.50222499887672944485e-02
            + z * (5.08130628187576562776e-03 + z * (1.32494738004321644526e-04 + z * -3.96022827877536812320e-06))));
        return u + u * (above / below);
    }

    private static double FromErfOfOne(double s)
    {
        var above = -2.36211856075265944077e-03 + s * (4.14856118683748331666e-01 + s * (-3.72207876035701323847e-01
            + s * (3.18346619901161753674e-01 + s * (-1.10894694282396677476e-01 + s * (3.54783043256182359371e-02 + s * -2.16637559486879084300e-03)))));
        var below = 1.0 + s * (1.06420880400844228286e-01 + s * (5.40397917702171048937e-01
            + s * (7.18286544141962662868e-02 + s * (1.26171219808761642112e-01 + s * (1.36370839120290507362e-02 + s * 1.19844998467991074170e-02)))));
        return above / below;
    }

    // erfc(u) = exp(-u² - 0.5625 + R/S) / u, with u² = x²/2.
    private static double Tail(double x, double u)
    {
        if (u > 28.0) return 0.0;
        var s = 1.0 / (u * u);
        var ratio = u < 1.0 / 0.35 ? NearRatio(s) : FarRatio(s);
        var square = DoublePair.Product(x, x);
        var exponent = new DoublePair(-0.5 * square.High, -0.5 * square.Low) + (DoublePair)(ratio - 0.5625);
        return 0.5 * PortableMath.Exp(exponent) / u;
    }

    private static double NearRatio(double s)
    {
        var above = -9.86494403484714822705e-03 + s * (-6.93858572707181764372e-01 + s * (-1.05586262253232909814e+01 + s * (-6.23753324503260060396e+01
            + s * (-1.62396669462573470355e+02 + s * (-1.84605092906711035994e+02 + s * (-8.12874355063065934246e+01 + s * -9.81432934416914548592e+00))))));
        var below = 1.0 + s * (1.96512716674392571292e+01 + s * (1.37657754143519042600e+02 + s * (4.34565877475229228821e+02 + s * (6.45387271733267880336e+02
            + s * (4.29008140027567833386e+02 + s * (1.08635005541779435134e+02 + s * (6.57024977031928170135e+00 + s * -6.04244152148580987438e-02)))))));
        return above / below;
    }

    private static double FarRatio(double s)
    {
        var above = -9.86494292470009928597e-03 + s * (-7.99283237680523006574e-01 + s * (-1.77579549177547519889e+01 + s * (-1.60636384855821916062e+02
            + s * (-6.37566443368389627722e+02 + s * (-1.02509513161107724954e+03 + s * -4.83519191608651397019e+02)))));
        var below = 1.0 + s * (3.03380607434824582924e+01 + s * (3.25792512996573918826e+02 + s * (1.53672958608443695994e+03 + s * (3.19985821950859553908e+03
            + s * (2.55305040643316442583e+03 + s * (4.74528541206955367215e+02 + s * -2.24409524465858183362e+01))))));
        return above / below;
    }

    private static double Centre(double r)
    {
        var above = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r + 45921.953931549871457) * r
            + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r + 3.3871328727963666080;
        var below = ((((((5226.4952788528545610 * r + 28729.085735721942674) * r + 39307.895800092710610) * r + 21213.794301586595867) * r
            + 5394.1960214247511077) * r + 687.18700749205790830) * r + 42.313330701600911252) * r + 1.0;
        return above / below;
    }

    private static double NearTail(double r)
    {
        var above = ((((((7.74545014278341407640e-4 * r + 0.0227238449892691845833) * r + 0.241780725177450611770) * r + 1.27045825245236838258) * r
            + 3.64784832476320460504) * r + 5.76949722146069140550) * r + 4.63033784615654529590) * r + 1.42343711074968357734;
        var below = ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 0.0151986665636164571966) * r + 0.148103976427480074590) * r
            + 0.689767334985100004550) * r + 1.67638483018380384940) * r + 2.05319162663775882187) * r + 1.0;
        return above / below;
    }

    private static double FarTail(double r)
    {
        var above = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.00124266094738807843860) * r + 0.0265321895265761230930) * r
            + 0.296560571828504891230) * r + 1.78482653991729133580) * r + 5.46378491116411436990) * r + 6.65790464350110377720;
        var below = ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r
            + 0.0148753612908506148525) * r + 0.136929880922735805310) * r + 0.599832206555887937690) * r + 1.0;
        return above / below;
    }
}
