import { entity } from "./entity.ts";
import { code, email, flag, plain, postcode, ref, text, vatNumber } from "./kinds.ts";

// A debtor is an account with a debtor code; suppliers and prospects have none.
export const customer = entity(
  "customer",
  { globe: "Account", milestones: "Customer", id: "CustomerCompanyId", globeId: "ID" },
  {
    ContactPersonName: { globe: "ContactFullName", kind: text },
    InvoiceAddressContactPerson: { globe: "ContactFullName", kind: text },
    VisitAddressContactPerson: { globe: "ContactFullName", kind: text },
    CustomerCode: { globe: "DebtorCode", kind: code, key: true },
    InvoiceAddressAddress1: { globe: "InvoiceAddress", kind: text },
    InvoiceAddressAddress2: { globe: "InvoiceAddress2", kind: text },
    InvoiceAddressAddress3: { globe: "InvoiceAddress3", kind: text },
    InvoiceAddressCity: { globe: "InvoiceCity", kind: text },
    InvoiceAddressCounty: { globe: "InvoiceCounty", kind: text },
    InvoiceAddressEmailAddress: { globe: "EmailAddress", kind: email },
    InvoiceAddressZipCode: { globe: "InvoiceAddressPostCode", kind: postcode },
    IsActive: { globe: "CustomerStatus", kind: flag("A", "R") },
    CompanyId: { globe: "CompanyCode", kind: code, company: true },
    ManagerResourceCompanyId: { globe: "AccountManagerID", kind: ref("employee") },
    Name: { globe: "AccountName", kind: text },
    VisitAddressAddress1: { globe: "PostalAddressLine1", kind: text },
    VisitAddressAddress2: { globe: "PostalAddressLine2", kind: text },
    VisitAddressAddress3: { globe: "PostalAddressLine3", kind: text },
    VisitAddressCity: { globe: "PostalCity", kind: text },
    VisitAddressCounty: { globe: "PostalCounty", kind: text },
    VisitAddressEmailAddress: { globe: "EmailAddress", kind: email },
    VisitAddressZipCode: { globe: "PostalPostCode", kind: postcode },
    VatNumber: { globe: "VATNumber", kind: vatNumber },
    InvoiceCustomerCompanyId: { globe: "InvoiceDebtor", kind: ref("customer", "debtorNumber") },
    VatCodeId: { globe: "VatCode", kind: ref("vatCode") },
  },
  {
    globeExtra: ["AccountCode", "DebtorNumber"],
    takesPart: (record) => plain(record.DebtorCode).trim() !== "",
  },
);
