-- depends: 0071_base
-- Lists of a million work orders: the indexes of a company's orders, one an order of lists, hold what most filters ask, so
-- that orders are passed over without being read; and each milestone is found by the month in which it was reached.

DROP INDEX work_orders_by_company;
CREATE INDEX work_orders_by_company ON work_orders (
    company_id, id, status, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, pay_max, created_at, start_at, window_end_at);
DROP INDEX work_orders_by_company_title;
CREATE INDEX work_orders_by_company_title ON work_orders (
    company_id, title_folded, id, status, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, pay_max, created_at, start_at, window_end_at);
DROP INDEX work_orders_by_company_start;
CREATE INDEX work_orders_by_company_start ON work_orders (
    company_id, start_at, id, status, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, pay_max, created_at, window_end_at);
DROP INDEX work_orders_by_company_pay;
CREATE INDEX work_orders_by_company_pay ON work_orders (
    company_id, pay_max, id, status, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, created_at, start_at, window_end_at);
DROP INDEX work_orders_by_company_created;
CREATE INDEX work_orders_by_company_created ON work_orders (
    company_id, created_at, id, status, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, pay_max, start_at, window_end_at);
DROP INDEX work_orders_by_company_status;
CREATE INDEX work_orders_by_company_status ON work_orders (
    company_id, status, id, pay_type, client_id, project_id, manager_id, template_id, type_of_work_id,
    service_type_id, assignee_id, country, state_folded, city_folded, location_mode, pay_max, created_at, start_at, window_end_at);
CREATE INDEX work_orders_by_company_pay_type ON work_orders (company_id, pay_type, id);
CREATE INDEX work_orders_by_company_country ON work_orders (company_id, country, id);

CREATE INDEX work_orders_created_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(created_at, 1, 7)), id, created_at) WHERE created_at IS NOT NULL;
CREATE INDEX work_orders_published_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(published_at, 1, 7)), id, published_at) WHERE published_at IS NOT NULL;
CREATE INDEX work_orders_assigned_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(assigned_at, 1, 7)), id, assigned_at) WHERE assigned_at IS NOT NULL;
CREATE INDEX work_orders_work_done_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(work_done_at, 1, 7)), id, work_done_at) WHERE work_done_at IS NOT NULL;
CREATE INDEX work_orders_approved_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(approved_at, 1, 7)), id, approved_at) WHERE approved_at IS NOT NULL;
CREATE INDEX work_orders_paid_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(paid_at, 1, 7)), id, paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX work_orders_canceled_in ON work_orders (
    (CAST(company_id AS TEXT) || substr(canceled_at, 1, 7)), id, canceled_at) WHERE canceled_at IS NOT NULL;
